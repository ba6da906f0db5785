import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppState } from '../../shared/api/state.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { BootstrapNodes } from '../punching/bootstrap-nodes.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { openDht } from '../testing/dht-room.ts';
import { fsck, git } from '../testing/git.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

// Peers that reach each other by hole punching, with a DHT of their own on loopback.

let dht: { nodes: BootstrapNodes; address: string };
let anna: TestEngine;
let bob: TestEngine;
let source: string;
beforeEach(async () => {
  [dht, anna, bob] = await Promise.all([
    openDht(),
    TestEngine.start('Anna'),
    TestEngine.start('Bob'),
  ]);
  source = join(anna.directory, 'project');
  buildRepository(source, { commits: 20 });
});
afterEach(async () => {
  await bob[Symbol.asyncDispose]();
  await anna[Symbol.asyncDispose]();
  await dht.nodes[Symbol.asyncDispose]();
});

const wayOf = (state: AppState, id: PeerId) => {
  const presence = state.peers[id]?.presence;
  if (presence?.state !== 'connected') return presence?.state;
  return presence.isPunched ? 'punched' : presence.address === null ? 'unknown' : 'direct';
};

async function punch(...engines: readonly TestEngine[]): Promise<void> {
  for (const each of engines) {
    await each.call('reach.set', { punching: true, bootstrap: [dht.address] });
  }
  for (const each of engines) {
    await each.until(({ reach }) => reach.punching.state === 'up', 'hole punching works');
  }
}

/** As somebody does who knows her id, and cannot reach any of her addresses. */
async function join_(): Promise<void> {
  const until = Math.floor(Date.now() / 1_000) + 3_600;
  const { link } = await anna.call('reach.invite', { swarm: null, until });
  await bob.call('reach.join', { link: link.replace(/at=[^&]*&/g, '') });
}

test('two that cannot reach each other are connected by hole punching, clone and fetch by it, and prefer a direct way', async () => {
  expect(bob.state.reach.punching).toEqual({ state: 'off', isKept: false, bootstrap: [] });
  await punch(anna, bob);
  expect(bob.state.reach.punching).toEqual({
    ...{ state: 'up', isKept: true },
    bootstrap: [{ address: dht.address, isKept: true }],
  });
  await anna.share(source);
  await join_();
  await bob.until((state) => wayOf(state, anna.id) === 'punched', 'Anna is here');
  await anna.until((state) => wayOf(state, bob.id) === 'punched', 'Bob is here');
  await bob.until(({ swarms }) => Object.keys(swarms).length === 1, 'her project is seen');
  const [swarm] = Object.values(bob.state.swarms);
  if (swarm === undefined) throw new Error('there is none');
  const directory = join(bob.directory, 'clone');
  await bob.call('clone', { transfer: newTransferId(), swarm: swarm.id, directory });
  expect(git(directory, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
  expect(fsck(directory)).toBe('');
  const { peers } = await bob.call('doctor.look', { peer: anna.id });
  expect(peers).toMatchObject([{ id: anna.id, isPunched: true }]);
  // A direct way, once it is there, is better; with the DHT gone it goes on, and so does what is new there.
  const endpoints = [{ host: '127.0.0.1', port: anna.engine.self.port }];
  await bob.call('discovery.seen', { peer: anna.id, name: 'Anna', seq: 1, endpoints });
  await bob.until((state) => wayOf(state, anna.id) === 'direct', 'it is direct');
  await anna.until((state) => wayOf(state, bob.id) === 'unknown', 'it is direct for both');
  await dht.nodes[Symbol.asyncDispose]();
  git(source, ['commit', '--quiet', '--allow-empty', '-m', 'while no DHT is there']);
  await expect
    .poll(
      async () => {
        await bob.fetch(directory, { peers: [anna] });
        return git(directory, ['rev-parse', 'refs/remotes/anna/main']);
      },
      { timeout: 60_000, interval: 200 },
    )
    .toBe(git(source, ['rev-parse', 'main']));
});

test('a teammate who was met and is trusted is looked for after a restart, and a stranger is not', async () => {
  await bob.connect(anna);
  await anna.share(source);
  await bob.untilAlternatives(1);
  await bob.call('peers.trust', { peer: anna.id });
  bob = await bob.restarted();
  expect(wayOf(bob.state, anna.id)).toBe('left');
  await punch(anna);
  const cleo = await TestEngine.start('Cleo');
  await using _ = cleo;
  await punch(cleo);
  await bob.call('reach.set', { punching: true });
  await bob.until(({ reach }) => reach.punching.state === 'no-bootstrap', 'none is set');
  await punch(bob);
  await bob.until((state) => wayOf(state, anna.id) === 'punched', 'Anna is found');
  // Switched off, nobody is reached by it any more.
  await bob.call('reach.set', { punching: false });
  await bob.until((state) => wayOf(state, anna.id) === 'left', 'Anna is gone');
  expect(Object.keys(cleo.state.peers)).toEqual([]);
});
