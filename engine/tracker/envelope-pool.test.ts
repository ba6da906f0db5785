import { beforeAll, expect, test } from 'vitest';
import { dayOf } from '../../shared/domain/reach/days.ts';
import type { Envelope, Signed } from '../../shared/gtp/tracker.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { EnvelopePool } from './envelope-pool.ts';
import { SEALING, type Sealing } from './envelopes.ts';
import { OwnAnnouncements } from './own-announcements.ts';

const SWARM: SwarmId = swarmIdOf('sha1', 'a'.repeat(40) as never);
let now = Date.UTC(2026, 5, 12, 12);
let anna: Identity;
beforeAll(async () => {
  anna = await loadIdentity(temporaryFolder());
});

const announcer = () =>
  new OwnAnnouncements(
    anna,
    () => ({ endpoints: [], relays: [] }),
    () => now,
  );
const make = (own: OwnAnnouncements, valid = 3_600, bits = 0): Signed[] =>
  own.make({ swarms: [SWARM], valid, bits });

test('of one maker the newest counts: an older one is a replay', () => {
  const pool = new EnvelopePool(() => now);
  const own = announcer();
  const [older, newer] = [make(own), make(own)];
  expect(pool.take(older, () => true)).toMatchObject([{ isNew: true }]);
  expect(pool.take(newer, () => true)).toMatchObject([{ isNew: false }]);
  expect(pool.take(older, () => true)).toEqual([]);
  expect(pool.take(newer, () => true)).toEqual([]);
  expect(pool.of([''])).toEqual(newer);
});

test('only what came later is told again', () => {
  const pool = new EnvelopePool(() => now);
  const [one, other] = [make(announcer()), make(announcer())];
  pool.take(one, () => true);
  const before = pool.taken;
  expect(pool.of([''], before)).toEqual([]);
  pool.take(other, () => true);
  expect(pool.of([''], before)).toEqual(other);
});

test('what has expired goes', () => {
  const pool = new EnvelopePool(() => now);
  pool.take(make(announcer(), 60), () => true);
  expect(pool.all).toHaveLength(1);
  now += 61_000;
  expect(pool.all).toEqual([]);
  expect(pool.of([''])).toEqual([]);
});

test('parts are those whose first bits fit, on either side', () => {
  const pool = new EnvelopePool(() => now);
  const sent = make(announcer(), 3_600, 4);
  pool.take(sent, () => false);
  const shard = String(sent[0]?.signed.shard);
  const other = shard.replace(/./, (bit) => (bit === '0' ? '1' : '0'));
  for (const fits of ['', shard.slice(0, 2), shard, `${shard}01`]) {
    expect(pool.of([fits])).toHaveLength(1);
  }
  expect(pool.of([other])).toEqual([]);
  expect(pool.of([])).toEqual([]);
});

/** Very many, each of a maker of its own; that the signatures are right is not asked here. */
let makers = 0;
const crowd = (count: number, shard: string): Signed[] =>
  Array.from({ length: count }, () => {
    makers += 1;
    const [time, valid] = [Math.floor(now / 1_000), 3_600];
    const envelope = { type: 'gtp-envelope', v: 2, day: dayOf(now), shard, sealed: '', seq: 1 };
    return { signed: { ...envelope, time, valid }, key: `key ${makers}`, signature: `${makers}` };
  });
const UNCHECKED: Sealing = {
  ...SEALING,
  fingerprint: (sent) => (sent as Signed).signature,
  check: (sent) => {
    const signed = sent as Signed;
    return { id: signed.key, envelope: signed.signed as Envelope, signed };
  },
};

test('of a part, no more is kept that nobody here can open than a full tracker lists; what is opened stays', () => {
  const pool = new EnvelopePool(() => now, UNCHECKED);
  const [mine] = crowd(1, '00110011');
  pool.take([mine], () => true);
  const flood = crowd(10_000, '00110011');
  for (const each of flood) {
    pool.take([each], () => false);
    expect(pool.of(['00110011']).length).toBeLessThanOrEqual(1 + 128);
  }
  const kept = pool.of(['00110011']);
  expect(kept.length).toBeGreaterThan(100);
  expect(kept).toContain(mine);
  expect(kept).toContain(flood.at(-1));
  expect(pool.of(['00110011'], pool.taken - 1)).toEqual([flood.at(-1)]);
  expect(pool.all).toHaveLength(kept.length);
});

test('of a list that is not told in parts, all is kept up to the bound, and what nobody here can open goes first', () => {
  const pool = new EnvelopePool(() => now, UNCHECKED);
  const [mine] = crowd(1, '');
  pool.take([mine], () => true);
  pool.take(crowd(3_999, ''), () => false);
  expect(pool.all).toHaveLength(4_000);
  const last = crowd(2_000, '');
  pool.take(last, () => false);
  expect(pool.all.length).toBeLessThanOrEqual(4_000);
  expect(pool.all.length).toBeGreaterThan(3_500);
  const kept = pool.of(['']);
  expect(kept).toContain(mine);
  const keys = new Set(kept.map(({ key }) => key));
  expect(last.every(({ key }) => keys.has(key))).toBe(true);
});

test('where all could be opened here, the oldest go', () => {
  const pool = new EnvelopePool(() => now, UNCHECKED);
  const all = crowd(9_000, '0011');
  pool.take(all, () => true);
  const kept = pool.of(['0011']);
  expect(kept.length).toBeLessThanOrEqual(4_000);
  expect(kept).toEqual(all.slice(-kept.length));
  now += 3_601_000;
  expect(pool.all).toEqual([]);
  expect(pool.of([''])).toEqual([]);
});
