import { beforeAll, expect, test } from 'vitest';
import type { Signed } from '../../shared/gtp/tracker.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { EnvelopePool } from './envelope-pool.ts';
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
