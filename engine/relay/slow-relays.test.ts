import { join } from 'node:path';
import { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type RelayAddress, relayPlace } from '../../shared/domain/reach/relay-address.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { Link } from '../gtp/link.ts';
import { Listener } from '../gtp/listener.ts';
import type { StreamHandler } from '../gtp/router.ts';
import { loadIdentity } from '../identity/identity.ts';
import { awaited } from '../testing/awaited.ts';
import { AT_ONCE, DelayingRelay, type Holding } from '../testing/delaying-relay.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Relays } from './relays.ts';
import { SlowRelays } from './slow-relays.ts';

const HERE = '127.0.0.1';
const NEVER = new AbortController().signal;
/** Longer than what is quick enough, shorter than what would be no answer at all. */
const SECONDS: Holding = { held: 2_300 };
const PATIENT = 15_000;

let stack: AsyncDisposableStack;
let folder: string;
let names = 0;
beforeEach(() => {
  stack = new AsyncDisposableStack();
  folder = temporaryFolder();
});
afterEach(() => stack.disposeAsync());

async function openRelay(to: Holding = AT_ONCE, back: Holding = AT_ONCE) {
  const identity = await loadIdentity(join(folder, `${names++}`));
  const relay = stack.use(new DelayingRelay(to, back));
  const listener = stack.use(
    await Listener.open(
      ...([{ host: HERE, port: 0 }, identity, () => {}, () => {}] as const),
      () => null,
      (...came) => relay.accept(...came),
    ),
  );
  const address: RelayAddress = { id: identity.id, host: HERE, port: listener.port };
  return { address, relay };
}

const answer: StreamHandler = (stream) => {
  stream.resume();
  stream.respond({ ':status': 200 });
  stream.end('here');
};

async function openPeer(relays: readonly RelayAddress[]) {
  const identity = await loadIdentity(join(folder, `${names++}`));
  const links: Link[] = [];
  const onLink = (link: Link) => void links.push(link);
  const peer = stack.use(new Relays({ identity, handle: answer, onLink }));
  peer.use(relays);
  await vi.waitFor(() => expect(peer.up).toHaveLength(relays.length), { timeout: 60_000 });
  return { id: identity.id, peer, links };
}

/** Anna and Bob, who have both come to the same relays, and no other way to each other. */
async function openPair(relays: readonly RelayAddress[]) {
  return { anna: await openPeer(relays), bob: await openPeer(relays) };
}

async function isAnswered(link: Link): Promise<boolean> {
  const { status, body } = await link.request({ method: 'GET', path: '/', signal: NEVER });
  body.resume();
  return status === 200;
}

const namesOf = (peer: Relays) => peer.slow.map(({ relay }) => relayPlace(relay));

test.each([
  ['what is asked', SECONDS, AT_ONCE],
  ['what is answered', AT_ONCE, SECONDS],
  ['both ways', SECONDS, SECONDS],
])(
  'a relay that holds back %s for seconds is found out by name, and another one is used',
  async (_what, to, back) => {
    const slow = await openRelay(to, back);
    const quick = await openRelay();
    const { anna, bob } = await openPair([slow.address, quick.address]);
    const relays = [slow.address, quick.address];
    const link = stack.use(await anna.peer.dial(relays, bob.id, NEVER));
    expect(link.address).toBe(relayPlace(quick.address));
    expect(await isAnswered(link)).toBe(true);
    expect(namesOf(anna.peer)).toEqual([relayPlace(slow.address)]);
    expect(anna.peer.slow[0]?.took).toBeGreaterThan(2_000);
    // From then on it is not even tried first.
    const again = stack.use(await anna.peer.dial(relays, bob.id, NEVER));
    expect(again.address).toBe(relayPlace(quick.address));
    expect([slow.relay.joins, quick.relay.joins]).toEqual([1, 2]);
  },
);

test('a relay that lets bytes trickle is passed over like one that does not answer', async () => {
  const trickling = await openRelay({ held: 500, atOnce: 16 }, { held: 500, atOnce: 16 });
  const quick = await openRelay();
  const { anna, bob } = await openPair([trickling.address, quick.address]);
  const relays = [trickling.address, quick.address];
  const link = stack.use(await anna.peer.dial(relays, bob.id, NEVER));
  expect(link.address).toBe(relayPlace(quick.address));
  expect(await isAnswered(link)).toBe(true);
  expect(namesOf(anna.peer)).toEqual([relayPlace(trickling.address)]);
}, 60_000);

test('where there is no other, a slow relay is better than none, and is named', async () => {
  const slow = await openRelay(SECONDS, AT_ONCE);
  const { anna, bob } = await openPair([slow.address]);
  const link = stack.use(await anna.peer.dial([slow.address], bob.id, NEVER));
  expect(await isAnswered(link)).toBe(true);
  expect(namesOf(anna.peer)).toEqual([relayPlace(slow.address)]);
}, 60_000);

test('a relay that begins to hold back later is named at both ends, and left for another one', async () => {
  const fickle = await openRelay();
  const quick = await openRelay();
  const relays = [fickle.address, quick.address];
  const { anna, bob } = await openPair(relays);
  const link = stack.use(await anna.peer.dial(relays, bob.id, NEVER));
  expect(link.address).toBe(relayPlace(fickle.address));
  await vi.waitFor(() => expect(bob.links).toHaveLength(1), { timeout: 60_000 });
  await link.ping(PATIENT);
  expect(namesOf(anna.peer)).toEqual([]);
  fickle.relay.back = SECONDS;
  await bob.links[0]?.ping(PATIENT);
  await bob.links[0]?.ping(PATIENT);
  expect(namesOf(bob.peer)).toEqual([relayPlace(fickle.address)]);
  await link.ping(PATIENT);
  // One may be somebody who opens a laptop.
  expect(link.isClosed).toBe(false);
  await link.ping(PATIENT).catch(() => {});
  await awaited(link.closed, 'the link has ended', 60_000);
  expect(namesOf(anna.peer)).toEqual([relayPlace(fickle.address)]);
  const again = stack.use(await anna.peer.dial(relays, bob.id, NEVER));
  expect(again.address).toBe(relayPlace(quick.address));
}, 60_000);

test('a relay that is quick again is used as before', async () => {
  const once = await openRelay(SECONDS, AT_ONCE);
  const { anna, bob } = await openPair([once.address]);
  stack.use(await anna.peer.dial([once.address], bob.id, NEVER));
  expect(namesOf(anna.peer)).toHaveLength(1);
  once.relay.to = AT_ONCE;
  stack.use(await anna.peer.dial([once.address], bob.id, NEVER));
  expect(namesOf(anna.peer)).toEqual([]);
}, 60_000);

describe('how long a relay is remembered as slow', () => {
  const TEN_MINUTES = 10 * 60_000;
  const relayAt = (port: number): RelayAddress => ({
    id: 'a'.repeat(52) as PeerId,
    host: HERE,
    port,
  });

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  test('after ten minutes it is tried like others, and whoever shows it hears of that once', () => {
    const told: number[] = [];
    const slow: SlowRelays = new SlowRelays(() => told.push(slow.all.length));
    slow.took(relayAt(1), 3_000);
    vi.advanceTimersByTime(TEN_MINUTES / 2);
    slow.took(relayAt(2), 4_000);
    expect(told).toEqual([1, 2]);
    vi.advanceTimersByTime(TEN_MINUTES / 2 - 1_000);
    expect(slow.has(relayAt(1))).toBe(true);
    expect(told).toHaveLength(2);
    vi.advanceTimersByTime(2_000);
    // It is gone by the time that this is told, although nobody asked for it.
    expect(told).toEqual([1, 2, 1]);
    expect(slow.quickestFirst([relayAt(2), relayAt(1)])).toEqual([relayAt(1), relayAt(2)]);
    vi.advanceTimersByTime(TEN_MINUTES);
    expect(told).toEqual([1, 2, 1, 0]);
  });

  test('one that is found slow again is remembered from then on, and each time is told once', () => {
    const onChange = vi.fn();
    const slow = new SlowRelays(onChange);
    slow.took(relayAt(1), 3_000);
    vi.advanceTimersByTime(TEN_MINUTES - 1_000);
    slow.took(relayAt(1), 5_000);
    expect(onChange).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(TEN_MINUTES - 1_000);
    expect(slow.all).toEqual([{ relay: relayAt(1), took: 5_000 }]);
    expect(onChange).toHaveBeenCalledTimes(2);
    // Quick again: told by that, and not once more when it would have been forgotten.
    slow.took(relayAt(1), 20);
    expect(onChange).toHaveBeenCalledTimes(3);
    vi.advanceTimersByTime(2 * TEN_MINUTES);
    expect(onChange).toHaveBeenCalledTimes(3);
    expect(slow.all).toEqual([]);
  });

  test('of very many the ones that were slow last are remembered', () => {
    const onChange = vi.fn();
    const slow = new SlowRelays(onChange);
    for (let port = 1; port <= 70; port += 1) slow.took(relayAt(port), 3_000);
    expect(slow.all).toHaveLength(64);
    expect(slow.has(relayAt(6))).toBe(false);
    expect(slow.has(relayAt(7))).toBe(true);
    expect(onChange).toHaveBeenCalledTimes(70);
  });
});
