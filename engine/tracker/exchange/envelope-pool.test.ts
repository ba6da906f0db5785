import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { dayOf } from '../../../shared/domain/reach/days.ts';
import type { Announcement, Envelope, Signed } from '../../../shared/gtp/tracker.ts';
import type { PeerId, SwarmId } from '../../../shared/ids.ts';
import { type Identity, loadIdentity } from '../../identity/identity.ts';
import { swarmIdOf } from '../../identity/peer-id.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { SEALING, type Sealing } from '../envelopes.ts';
import { OwnAnnouncements } from '../own-announcements.ts';
import { EnvelopePool, type Opened, type Taking } from './envelope-pool.ts';

const SWARM: SwarmId = swarmIdOf('sha1', 'a'.repeat(40) as never);
let now = Date.UTC(2026, 5, 12, 12);
let anna: Identity;
beforeAll(async () => {
  anna = await loadIdentity(temporaryFolder());
});

const announcer = () =>
  new OwnAnnouncements(anna, () => ({ endpoints: [], relays: [] }), { now: () => now });
const make = (own: OwnAnnouncements, valid = 3_600, bits = 0): Signed[] =>
  own.make({ swarms: [SWARM], valid, bits });

/** Everybody is of the same project; who somebody is, is in the envelope's key. */
const opened = (signed: { readonly key: string }, swarm = SWARM): Opened => ({
  swarm,
  announcement: { peer: signed.key, day: dayOf(now) } as unknown as Announcement,
});
/** A tracker lists them, and they are of my project; or of one of somebody nearby. */
const MINE: Taking = {
  open: ({ signed }) => opened(signed),
  isWanted: () => false,
  isListed: true,
};
const OTHERS: Taking = { open: () => null, isWanted: () => true, isListed: true };
const listed = (pool: EnvelopePool, shards: string[], since = 0) =>
  pool.listed(shards, since).map(({ signed }) => signed);

test('of one maker the newest counts: an older one is a replay', () => {
  const pool = new EnvelopePool(() => now);
  const own = announcer();
  const [older, newer] = [make(own), make(own)];
  expect(pool.take(older, MINE)).toMatchObject([{ isNew: true }]);
  expect(pool.take(newer, MINE)).toMatchObject([{ isNew: false }]);
  expect(pool.take(older, MINE)).toEqual([]);
  expect(pool.take(newer, MINE)).toEqual([]);
  expect(listed(pool, [''])).toEqual(newer);
});

test('only what came later is told again', () => {
  const pool = new EnvelopePool(() => now);
  const [one, other] = [make(announcer()), make(announcer())];
  pool.take(one, MINE);
  const before = pool.taken;
  expect(listed(pool, [''], before)).toEqual([]);
  pool.take(other, MINE);
  expect(listed(pool, [''], before)).toEqual(other);
});

test('what has expired goes', () => {
  const pool = new EnvelopePool(() => now);
  pool.take(make(announcer(), 60), MINE);
  expect(pool.all).toHaveLength(1);
  now += 61_000;
  expect(pool.all).toEqual([]);
  expect(listed(pool, [''])).toEqual([]);
});

test('parts are those whose first bits fit, on either side', () => {
  const pool = new EnvelopePool(() => now);
  const sent = make(announcer(), 3_600, 4);
  pool.take(sent, OTHERS);
  const shard = String(sent[0]?.signed.shard);
  const other = shard.replace(/./, (bit) => (bit === '0' ? '1' : '0'));
  for (const fits of ['', shard.slice(0, 2), shard, `${shard}01`]) {
    expect(listed(pool, [fits])).toHaveLength(1);
  }
  expect(listed(pool, [other])).toEqual([]);
  expect(listed(pool, [])).toEqual([]);
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
const read = (sent: unknown) => {
  const signed = sent as Signed;
  return { id: signed.key, envelope: signed.signed as Envelope, signed, size: 1 };
};
const UNCHECKED: Sealing = {
  ...SEALING,
  fingerprint: (sent) => (sent as Signed).signature,
  ...{ read, check: read },
};

test('of a part, no more is kept that nobody here can open than a full tracker lists; what is opened stays', () => {
  const pool = new EnvelopePool(() => now, UNCHECKED);
  const [mine] = crowd(1, '00110011');
  pool.take([mine], MINE);
  const flood = crowd(10_000, '00110011');
  for (const each of flood) {
    pool.take([each], OTHERS);
    expect(listed(pool, ['00110011']).length).toBeLessThanOrEqual(1 + 128);
  }
  const kept = listed(pool, ['00110011']);
  expect(kept.length).toBeGreaterThan(100);
  expect(kept).toContain(mine);
  expect(kept).toContain(flood.at(-1));
  expect(listed(pool, ['00110011'], pool.taken - 1)).toEqual([flood.at(-1)]);
  expect(pool.all).toHaveLength(kept.length);
});

test('of a list that is not told in parts, all is kept up to the bound, and what nobody here can open goes first', () => {
  const pool = new EnvelopePool(() => now, UNCHECKED);
  const [mine] = crowd(1, '');
  pool.take([mine], MINE);
  pool.take(crowd(3_999, ''), OTHERS);
  expect(pool.all).toHaveLength(4_000);
  const last = crowd(2_000, '');
  pool.take(last, OTHERS);
  expect(pool.all.length).toBeLessThanOrEqual(4_000);
  expect(pool.all.length).toBeGreaterThan(3_500);
  const kept = listed(pool, ['']);
  expect(kept).toContain(mine);
  const keys = new Set(kept.map(({ key }) => key));
  expect(last.every(({ key }) => keys.has(key))).toBe(true);
});

test('where all could be opened here, the oldest go', () => {
  const pool = new EnvelopePool(() => now, UNCHECKED);
  const all = crowd(9_000, '');
  pool.take(all, MINE);
  const kept = listed(pool, ['']);
  expect(kept.length).toBeLessThanOrEqual(4_000);
  expect(kept).toEqual(all.slice(-kept.length));
  now += 3_601_000;
  expect(pool.all).toEqual([]);
  expect(listed(pool, [''])).toEqual([]);
});

test('who knows a project and invents peers of it takes no room from other projects, nor from those who are there', () => {
  const pool = new EnvelopePool(() => now, UNCHECKED);
  const [other, anna] = [crowd(1, '11110000'), crowd(1, '00110011')];
  pool.take(other, MINE);
  pool.take(anna, MINE);
  pool.met(anna[0]?.key as PeerId);
  const flood = crowd(9_000, '00110011');
  for (const each of flood) pool.take([each], MINE);
  expect(listed(pool, ['11110000'])).toEqual(other);
  const kept = listed(pool, ['00110011']);
  expect(kept.length).toBeLessThanOrEqual(512);
  expect(kept).toContain(anna[0]);
  expect(pool.ofMet(new Set([SWARM])).map(({ signed }) => signed)).toEqual(anna);
});

test('what nobody here can open, and nobody nearby wants, is not kept, and its signature not looked at', () => {
  let checked = 0;
  const check = (sent: unknown) => {
    checked += 1;
    return read(sent);
  };
  const pool = new EnvelopePool(() => now, { ...UNCHECKED, check });
  const junk = crowd(500, '00110011');
  expect(pool.take(junk, { ...OTHERS, isWanted: () => false })).toEqual([]);
  expect(pool.all).toEqual([]);
  expect(checked).toBe(0);
});

test('only who is connected is passed on, once for each time that it comes, and only of the projects that are named', () => {
  const pool = new EnvelopePool(() => now, UNCHECKED);
  const [anna, ben] = [crowd(1, '00110011'), crowd(1, '00110011')];
  const both = [...anna, ...ben];
  pool.take(both, { ...MINE, isListed: false });
  const swarms = new Set([SWARM]);
  const met = (since = 0) => pool.ofMet(swarms, since).map(({ signed }) => signed);
  expect(met()).toEqual([]);
  // No tracker has listed them.
  expect(listed(pool, [''])).toEqual([]);
  const before = pool.taken;
  pool.met(ben[0]?.key as PeerId);
  expect(met(before)).toEqual(ben);
  const after = pool.taken;
  pool.met(ben[0]?.key as PeerId);
  expect(met(after)).toEqual([]);
  expect(pool.ofMet(new Set())).toEqual([]);
  expect(pool.ofMet(new Set(['another'.padEnd(52, 'a') as SwarmId]))).toEqual([]);
  pool.left(ben[0]?.key as PeerId);
  expect(met()).toEqual([]);
});

test('what a tracker lists later than somebody said it is told as if it had come then', () => {
  const pool = new EnvelopePool(() => now, UNCHECKED);
  const anna = crowd(1, '00110011');
  pool.take(anna, { ...MINE, isListed: false });
  const before = pool.taken;
  expect(pool.take(anna, MINE)).toEqual([]);
  expect(listed(pool, ['0011'], before)).toEqual(anna);
});

test('however many keys a peer makes for one project and day, its newest announcement is the one that is kept', () => {
  const pool = new EnvelopePool(() => now, UNCHECKED);
  const many = crowd(300, '00110011').map((each, index) => ({
    ...each,
    signed: { ...each.signed, seq: index + 1 },
  }));
  const taking = { ...MINE, open: () => opened({ key: 'anna' }) };
  pool.take(many, taking);
  pool.met('anna' as PeerId);
  expect(pool.all).toHaveLength(1);
  expect(pool.ofMet(new Set([SWARM])).map(({ signed }) => signed)).toEqual(many.slice(-1));
  expect(pool.take(many.slice(0, 5), taking)).toEqual([]);
});

test('what could not be opened is looked at again when there are more projects', () => {
  const pool = new EnvelopePool(() => now, UNCHECKED);
  const anna = crowd(1, '00110011');
  pool.take(anna, OTHERS);
  pool.met(anna[0]?.key as PeerId);
  expect(pool.ofMet(new Set([SWARM]))).toEqual([]);
  expect(pool.reopen(() => null)).toEqual([]);
  expect(pool.reopen(({ signed }) => opened(signed))).toHaveLength(1);
  expect(pool.reopen(({ signed }) => opened(signed))).toEqual([]);
  expect(pool.ofMet(new Set([SWARM])).map(({ signed }) => signed)).toEqual(anna);
  expect(pool.all).toHaveLength(1);
});

test('what is passed on is as one would find it who looks through all, whoever comes, goes, speaks or is listed', () => {
  const peers = ['anna', 'ben', 'eve'] as PeerId[];
  const swarms = ['x', 'y'] as SwarmId[];
  const moves = fc.array(
    fc.record({
      what: fc.constantFrom('says' as const, 'met' as const, 'left' as const, 'listed' as const),
      peer: fc.constantFrom(...peers),
      swarm: fc.constantFrom(...swarms),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(moves, (all) => {
      const pool = new EnvelopePool(() => now, UNCHECKED);
      const newest = new Map<string, Signed>();
      const met = new Set<PeerId>();
      for (const [index, { what, peer, swarm }] of all.entries()) {
        const known = newest.get(`${peer} ${swarm}`);
        const taking = { ...MINE, open: () => opened({ key: peer }, swarm) };
        if (what === 'met') {
          pool.met(peer);
          met.add(peer);
        } else if (what === 'left') {
          pool.left(peer);
          met.delete(peer);
        } else if (what === 'listed') {
          if (known !== undefined) pool.take([known], taking);
        } else {
          const [each] = crowd(1, '0011') as [Signed];
          const said = { ...each, signed: { ...each.signed, seq: index + 1 } };
          pool.take([said], { ...taking, isListed: false });
          newest.set(`${peer} ${swarm}`, said);
        }
        for (const one of swarms) {
          const found = pool.ofMet(new Set([one])).map(({ signed }) => signed.signature);
          const expected = [...met].flatMap((id) => newest.get(`${id} ${one}`)?.signature ?? []);
          expect(found.sort()).toEqual(expected.sort());
        }
        expect(pool.ofMet(new Set(swarms), pool.taken)).toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});
