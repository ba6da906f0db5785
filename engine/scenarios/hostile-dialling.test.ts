import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { FicklePeer } from './support/fickle-peer.ts';
import { hostilePeer } from './support/hostile-peer.ts';
import { HostileRoom } from './support/hostile-room.ts';
import { Stranger } from './support/stranger.ts';
import { TestEngine } from './support/test-engine.ts';

// How often a peer that wants to be tried all the time is tried.

let bob: TestEngine;
let source: string;
beforeEach(async () => {
  bob = await TestEngine.start('Bob');
  source = join(bob.directory, 'source');
  buildRepository(source, { commits: 3 });
});
afterEach(async () => {
  await bob[Symbol.asyncDispose]();
});

/** In milliseconds; a hostile peer had some 500 tries in it. */
const WATCHED = 6_000;
/** First, after 1, 2 and 4 s, and as often because of what it calls out, with room for chance. */
const FEW = 8;

/** How long something that has to be tried may take on a busy machine, in milliseconds. */
const PATIENCE = 90_000;

/** Calls for attention for as long as is watched, and until it was tried more than `least` times; then, how often that is. */
async function watched(
  tries: () => number,
  least: number,
  call: (seq: number) => unknown,
): Promise<number> {
  const begun = performance.now();
  const goesOn = () => {
    const passed = performance.now() - begun;
    return passed < WATCHED || (tries() <= least && passed < PATIENCE);
  };
  for (let seq = 1; goesOn(); seq += 1) await call(seq);
  expect(tries()).toBeGreaterThan(least);
  return tries();
}

/** Announces a peer twenty times a second, each time with something new to say. @returns how often it was dialled */
function announced(
  peer: FicklePeer,
  { goodbyes = false }: { readonly goodbyes?: boolean } = {},
): Promise<number> {
  const { id, endpoint } = peer;
  const announce = async (seq: number) => {
    await bob.call('discovery.seen', { peer: id, name: 'Mallory', seq, endpoints: [endpoint] });
    if (goodbyes && seq % 10 === 0) await bob.call('discovery.left', { peer: id });
    await sleep(50);
  };
  return watched(() => peer.dialled, 1, announce);
}

test.each([
  { how: 'at once', goodbyes: false },
  { how: 'at once, and says goodbye all the time', goodbyes: true },
])('a peer that breaks off $how is not dialled all the time', async ({ goodbyes }) => {
  await using mallory = await FicklePeer.open(
    () => () => {},
    (link) => link[Symbol.dispose](),
  );
  expect(await announced(mallory, { goodbyes })).toBeLessThanOrEqual(FEW);
});

test('nor is one that gives its list first, and then breaks off', async () => {
  const { handler } = hostilePeer(source);
  const breaksOff: typeof handler = (identity) => (stream, headers, peer) => {
    const { session } = stream;
    if (headers[':path'] === ROUTES.manifest) stream.once('close', () => session?.destroy());
    handler(identity)(stream, headers, peer);
  };
  await using mallory = await FicklePeer.open(breaksOff, () => {});
  expect(await announced(mallory)).toBeLessThanOrEqual(FEW);
});

test('nor is one that left and was forgotten by the user', async () => {
  await using mallory = await FicklePeer.open(
    () => () => {},
    (link) => link[Symbol.dispose](),
  );
  const sighting = { peer: mallory.id, name: 'Mallory', seq: 1, endpoints: [mallory.endpoint] };
  const dialled = await watched(
    () => mallory.dialled,
    -1,
    async () => {
      await bob.call('discovery.seen', sighting);
      await bob.call('peers.forget', { peer: mallory.id });
      await sleep(50);
    },
  );
  expect(dialled).toBeLessThanOrEqual(FEW);
});

test('a list that is refused is not fetched again each time another one is announced', async () => {
  let asked = 0;
  const peer = hostilePeer(source, {
    rawManifest: () => {
      asked += 1;
      return '{}';
    },
  });
  using stranger = await Stranger.connect(bob, peer.handler);
  await bob.until(({ peers }) => peers[stranger.id]?.problem != null, 'the list is refused');
  const often = await watched(
    () => asked,
    1,
    () => {
      peer.announce();
      return sleep(20);
    },
  );
  expect(often).toBeLessThanOrEqual(4);
});

test('heads of a followed teammate that move all the time and cannot be fetched are fetched seldom', async () => {
  await using room = await HostileRoom.open();
  let asked = 0;
  let lies = false;
  const mallory = await room.meet({
    offer: (offer) => {
      asked += 1;
      return lies ? {} : offer;
    },
  });
  await room.bob.untilAlternatives(1);
  await room.bob.fetch(room.clone);
  const { id: repository } = await room.bob.call('repositories.add', { path: room.clone });
  lies = true;
  asked = 0;
  await room.bob.call('follow.set', { peer: mallory.id, repository, ...PLAIN_FOLLOW });
  const often = await watched(
    () => asked,
    0,
    () => {
      git(room.source, ['commit', '--quiet', '--allow-empty', '-m', 'one more']);
      mallory.announce();
      return sleep(100);
    },
  );
  expect(often).toBeLessThanOrEqual(FEW);
});

test('a teammate who was here for a while and comes back is there at once', async () => {
  const { handler } = hostilePeer(source);
  const links: Disposable[] = [];
  await using mallory = await FicklePeer.open(handler, (link) => links.push(link));
  const sighting = { peer: mallory.id, name: 'Mallory', seq: 1, endpoints: [mallory.endpoint] };
  await bob.call('discovery.seen', sighting);
  const isHere = () => bob.state.peers[mallory.id]?.presence.state === 'connected';
  await bob.until(isHere, 'it is here');
  await sleep(10_500);
  links[0]?.[Symbol.dispose]();
  const lost = performance.now();
  await bob.until(() => mallory.dialled === 2 && isHere(), 'it is here again');
  expect(performance.now() - lost).toBeLessThan(700);
});
