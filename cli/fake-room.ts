import { afterEach, expect, vi } from 'vitest';
import type { LocalRepository, Peer, TransferResult } from '../shared/api/state.ts';
import type { Alternative, Swarm } from '../shared/api/swarm-state.ts';
import { oidSchema, peerIdSchema, repositoryIdSchema, swarmIdSchema } from '../shared/ids.ts';
import { FakeNode } from './fake-node.ts';

const words = ['one', 'two', 'three', 'four', 'five', 'six'];
export const otter: Peer = {
  id: peerIdSchema.parse('b'.repeat(52)),
  name: 'Otter',
  words,
  trust: 'known',
  metAt: null,
  presence: { state: 'connected', address: '10.0.0.7:4040', roundTripMs: 1 },
  problem: null,
  lastKnown: null,
  vouchedBy: [],
  isVouchedFor: false,
};
export const heron: Peer = {
  ...otter,
  id: peerIdSchema.parse('c'.repeat(52)),
  name: 'Heron',
  presence: { state: 'left', at: 0 },
};
export const repository: LocalRepository = {
  id: repositoryIdSchema.parse('r'.repeat(16)),
  path: '/home/me/map',
  name: 'map',
  visibility: { to: 'nobody' },
  sharedHeads: { only: ['main'], except: [] },
  fetchesAhead: true,
  status: { state: 'ready', swarm: null, branch: 'main', heads: 2, tags: 0 },
};
export const swarm: Swarm = {
  id: swarmIdSchema.parse('s'.repeat(52)),
  name: 'harbour-map',
  description: null,
  local: [repository.id],
  alternatives: [{ peer: otter.id, name: 'harbour-map' } as Alternative],
  newHeads: 1,
  newTags: 0,
  updatedAt: null,
};
export const result: TransferResult = {
  updated: [{ ref: 'refs/remotes/otter/main', old: null, new: oidSchema.parse('1'.repeat(40)) }],
  bytes: 1234,
  seconds: 0.5,
  blocks: 1,
  peers: [{ id: otter.id, bytes: 1234 }],
};

type Answers = Parameters<typeof FakeNode.start>[0];

let fake: FakeNode | undefined;
afterEach(async () => {
  await fake?.[Symbol.asyncDispose]();
  fake = undefined;
});

/** A node among nobody, until the test ends. */
export async function startAlone(handlers: Answers = {}) {
  fake = await FakeNode.start(handlers);
  return bound(fake);
}

/** A node with Otter here, Heron away, a repository of mine and a project of Otter's. */
export async function start(handlers: Answers = {}) {
  const started = await startAlone(handlers);
  started.change(
    { set: 'peers', key: otter.id, value: otter },
    { set: 'peers', key: heron.id, value: heron },
    { set: 'repositories', key: repository.id, value: repository },
    { set: 'swarms', key: swarm.id, value: swarm },
  );
  await vi.waitFor(() => expect(started.state().swarms).toHaveProperty(swarm.id));
  return started;
}

function bound(node: FakeNode) {
  return {
    folder: node.folder,
    launcher: node.launcher,
    run: node.run.bind(node),
    called: node.called.bind(node),
    change: node.change.bind(node),
    state: () => node.node.state,
  };
}
