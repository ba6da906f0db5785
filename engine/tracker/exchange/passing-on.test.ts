import { join } from 'node:path';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { LIMITS } from '../../../shared/gtp/limits.ts';
import type { Exchange, ExchangeAnswer, Signed } from '../../../shared/gtp/tracker.ts';
import type { PeerId, SwarmId } from '../../../shared/ids.ts';
import { type Identity, loadIdentity } from '../../identity/identity.ts';
import { swarmIdOf } from '../../identity/peer-id.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { blind } from '../blinding.ts';
import { OwnAnnouncements } from '../own-announcements.ts';
import { type TrackedSwarms, Trackers } from '../trackers.ts';
import { proofOf, proofsOf } from './proofs.ts';

const DAY = 24 * 60 * 60_000;
/** Away from midnight: one day counts. */
const NOW = Date.UTC(2026, 5, 12, 12);
const [OURS, OTHERS, PRIVATE] = ['a', 'b', 'c'].map((digit) =>
  swarmIdOf('sha1', digit.repeat(40) as never),
) as [SwarmId, SwarmId, SwarmId];
const SECRET = Buffer.alloc(32, 7);
/** So often those are asked that are far away, in milliseconds, and somewhat more. */
const SELDOM = 11 * 60_000;
const ALL_PARTS = [
  '',
  ...Array.from({ length: 256 }, (_, index) => index.toString(2).padStart(8, '0')),
];

let [me, anna, ben, eve]: Identity[] = [];
beforeAll(async () => {
  const folder = temporaryFolder();
  const make = (name: string) => loadIdentity(join(folder, name));
  [me, anna, ben, eve] = await Promise.all(['me', 'anna', 'ben', 'eve'].map(make));
});

let trackers: Trackers;
/** What the tracker lists, whom this peer asks and what it is answered, and who is nearby. */
let listed: Signed[];
let asked: { readonly peer: PeerId; readonly request: Exchange }[];
let answers: (peer: PeerId) => ExchangeAnswer;
let nearby: PeerId[];
let found: PeerId[];
function begin(swarms: Partial<TrackedSwarms> = {}): void {
  vi.useFakeTimers({ now: NOW });
  [listed, asked, nearby, found] = [[], [], [], []];
  answers = () => ({ envelopes: [], heard: [] });
  trackers = new Trackers({
    self: idOf(me),
    own: announcer(me),
    swarms: () => ({ shown: [OURS, OTHERS], invited: [], wanted: [OURS, OTHERS], ...swarms }),
    company: () => [],
    others: () => [],
    isNearby: (peer) => nearby.includes(peer),
    settle: 10,
    ask: async (peer, request) => {
      asked.push({ peer, request });
      return answers(peer);
    },
    openLine: () => ({
      read: async () => ({
        ...{ type: 'gtp-tracker', v: 2, bits: 0, expires: 60, takes: false, envelopes: listed },
      }),
      tell: async () => ({ expires: 60, bits: 0 }),
      forget: () => {},
    }),
  });
  trackers.events.on('found', ({ peer }) => found.push(peer));
}
afterEach(() => {
  trackers[Symbol.dispose]();
  vi.useRealTimers();
});

const idOf = (identity: Identity | undefined): PeerId => (identity as Identity).id;
const announcer = (identity: Identity | undefined) =>
  new OwnAnnouncements(identity as Identity, () => ({ endpoints: [], relays: [] }));
const announced = (identity: Identity | undefined, ...swarms: SwarmId[]) =>
  announcer(identity).make({ swarms, valid: 3_600, bits: 8 });
const connect = (identity: Identity | undefined, seq = 0) =>
  trackers.told(idOf(identity), { trackers: [...trackers.names], seq });
const readTracker = async () => {
  trackers.use(['http://10.0.0.1/tracker']);
  await vi.advanceTimersByTimeAsync(1_000);
};
/** As somebody asks who knows these projects. */
const proofs = (identity: Identity | undefined, ...swarms: SwarmId[]) =>
  proofsOf(
    swarms.map((each) => blind(each, Math.floor(NOW / DAY))),
    { asker: idOf(identity), asked: idOf(me) },
    SECRET,
  );
const ask = (identity: Identity | undefined, request: Partial<Exchange>) =>
  trackers.answer(idOf(identity), { envelopes: [], shards: [], ...request });
/** Of which projects the envelopes are, as those see it who know them all. */
const madeBy = (envelopes: readonly unknown[], by: readonly Signed[]) =>
  by.map((each) => envelopes.some((one) => (one as Signed).signature === each.signature));

test('who proves nothing hears nothing, whatever parts it names', async () => {
  begin();
  listed = announced(anna, OURS, OTHERS);
  await readTracker();
  connect(anna);
  expect(found).toEqual([idOf(anna)]);
  expect(ask(eve, { shards: ALL_PARTS }).envelopes).toEqual([]);
  // Numbers of one's own choice are no proof, nor are another one's, of another day or for another peer.
  const day = Math.floor(NOW / DAY);
  for (const wrong of [
    proofsOf([], { asker: idOf(eve), asked: idOf(me) }, SECRET),
    [...proofs(anna, OURS), ...proofs(me, OURS)],
    proofsOf([blind(OURS, day)], { asker: idOf(eve), asked: idOf(anna) }, SECRET),
    proofsOf([blind(OURS, day - 1)], { asker: idOf(eve), asked: idOf(me) }, SECRET),
    proofs(eve, PRIVATE),
    [blind(OURS, day).id],
  ]) {
    expect(ask(eve, { shards: ALL_PARTS, proofs: wrong }).envelopes).toEqual([]);
  }
});

test('who proves to know a project hears of it, and of no other', async () => {
  begin();
  const ofAnna = announced(anna, OURS, OTHERS);
  listed = ofAnna;
  await readTracker();
  connect(anna);
  const { envelopes } = ask(ben, { proofs: proofs(ben, OURS) });
  expect(madeBy(envelopes, ofAnna)).toEqual([true, false]);
  // Of this peer itself there is one, and one of the other's.
  expect(envelopes).toHaveLength(2);
  expect(ask(ben, { proofs: proofs(ben, OURS, OTHERS) }).envelopes).toHaveLength(4);
});

test('of what is shared with nobody, nothing is told, nor proven to anybody', async () => {
  begin({ shown: [OURS], wanted: [OURS, PRIVATE] });
  listed = announced(anna, OURS, PRIVATE);
  await readTracker();
  connect(anna, 1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(found).toEqual([idOf(anna)]);
  // Anna has proven, is told of the one, and asked about it alone.
  expect(ask(anna, { proofs: proofs(anna, PRIVATE) }).envelopes).toEqual([]);
  expect(ask(anna, { proofs: proofs(anna, OURS, PRIVATE) }).envelopes).toHaveLength(2);
  expect(asked).toHaveLength(1);
  const { request } = asked[0] as { request: Exchange };
  const pair = { asker: idOf(me), asked: idOf(anna) };
  const day = Math.floor(NOW / DAY);
  const known = new Set(request.proofs);
  expect(known.size).toBe(16);
  const isProven = (swarm: SwarmId) =>
    [proofOf(blind(swarm, day), pair)].some((each) => known.has(each));
  expect([isProven(OURS), isProven(PRIVATE)]).toEqual([true, false]);
  expect(request.shards).toEqual([]);
});

test('a peer of another network is shown what it has announced to be in, and no more', async () => {
  begin();
  await readTracker();
  connect(anna, 1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked.at(-1)?.request).toMatchObject({ envelopes: [], shards: [] });
  // Now it says that it is in one of the two.
  answers = () => ({ envelopes: announced(anna, OURS), heard: [] });
  connect(anna, 2);
  await vi.advanceTimersByTimeAsync(SELDOM);
  connect(anna, 3);
  await vi.advanceTimersByTimeAsync(SELDOM);
  expect(asked).toHaveLength(3);
  expect(asked.at(-1)?.request.envelopes).toHaveLength(1);
  // Who is nearby gets all, sealed, to hand it on to the tracker.
  nearby = [idOf(anna)];
  connect(anna, 4);
  await vi.advanceTimersByTimeAsync(SELDOM);
  expect(asked.at(-1)?.request.envelopes).toHaveLength(2);
  expect(asked.at(-1)?.request.shards.length).toBeGreaterThan(0);
});

test('peers that somebody invents are dialled, and not passed on before they are there', async () => {
  begin();
  listed = announced(anna, OURS);
  await readTracker();
  answers = () => ({ envelopes: announced(ben, OURS), heard: [] });
  connect(eve, 1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(new Set(found)).toEqual(new Set([idOf(anna), idOf(ben)]));
  const request = { proofs: proofs(eve, OURS), since: 0 };
  const before = ask(eve, request);
  expect(before.envelopes).toHaveLength(1);
  connect(ben);
  const after = ask(eve, { ...request, since: before.upTo });
  expect(after.envelopes).toHaveLength(2);
  expect(ask(eve, { ...request, since: after.upTo }).envelopes).toHaveLength(1);
  trackers.left(idOf(ben));
  expect(ask(eve, request).envelopes).toHaveLength(1);
});

test('what an asker says of others is not heard: it speaks for itself', () => {
  begin();
  ask(eve, { envelopes: [...announced(anna, OURS), ...announced(eve, OURS)] });
  expect(found).toEqual([idOf(eve)]);
});

test('nearby, what the tracker lists of the parts that are asked for is passed on, sealed; what others say is not', async () => {
  begin();
  nearby = [idOf(ben)];
  const ofAnna = announced(anna, PRIVATE);
  const ofEve = announced(eve, PRIVATE);
  const shards = [blind(PRIVATE, Math.floor(NOW / DAY)).bits];
  ask(ben, { shards });
  listed = ofAnna;
  await readTracker();
  answers = () => ({ envelopes: ofEve, heard: [] });
  connect(eve, 1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked.map(({ peer }) => peer)).toEqual([idOf(eve)]);
  const { envelopes } = ask(ben, { shards });
  expect(madeBy(envelopes, [...ofAnna, ...ofEve])).toEqual([true, false]);
  // Far away, the same is told nobody.
  expect(ask(eve, { shards }).envelopes).toEqual([]);
});

test('an answer with more than there may be is heard as far as it may be', async () => {
  begin();
  await readTracker();
  const ofAnna = announced(anna, OURS);
  const junk = Array.from({ length: LIMITS.envelopesPerExchange }, () => ({ no: 'envelope' }));
  answers = () => ({ envelopes: [...junk, ...ofAnna], heard: [] });
  connect(eve, 1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(found).toEqual([]);
  nearby = [idOf(eve)];
  connect(eve, 2);
  await vi.advanceTimersByTimeAsync(40_000);
  expect(found).toEqual([idOf(anna)]);
});

test('a file that was put on a web server days ago leads there until it has expired', async () => {
  begin();
  const places = { endpoints: [{ host: '10.0.0.9', port: 7654 }], relays: [] };
  const [before, valid] = [NOW - 5 * DAY, 7 * 24 * 3_600];
  const own = new OwnAnnouncements(anna as Identity, () => places, { now: () => before });
  listed = own.make({ swarms: [OURS], valid, bits: 0 });
  await readTracker();
  expect(found).toEqual([idOf(anna)]);
  trackers[Symbol.dispose]();
  begin();
  listed = own.make({ swarms: [OURS], valid, bits: 0 });
  vi.setSystemTime(NOW + 2 * DAY + 60_000);
  await readTracker();
  expect(found).toEqual([]);
});
