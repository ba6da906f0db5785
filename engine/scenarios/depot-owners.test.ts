import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Oid, SwarmId } from '../../shared/ids.ts';
import { git } from '../testing/git.ts';
import {
  type DepotRoom,
  projectsOf,
  repositoryIn,
  startDepot,
  startDepotRoom,
  untilKept,
} from './support/depot-room.ts';
import { endAll } from './support/pair.ts';
import type { TestEngine } from './support/test-engine.ts';

// Whose a project in a depot is decides what its branches are, and who may push.

let room: DepotRoom;
let depot: TestEngine;
let swarm: SwarmId;

/** Anna's project is in a depot; Bob has a copy, and is there, too. */
beforeEach(async () => {
  room = await startDepotRoom();
  const { anna, bob, annas, bobs } = room;
  depot = await startDepot([]);
  await depot.connect(anna);
  await depot.connect(bob);
  await anna.share(annas);
  await depot.until(({ swarms }) => Object.keys(swarms).length === 1, 'the project is seen');
  swarm = Object.keys(depot.state.swarms)[0] as SwarmId;
  await depot.call('depot.add', { swarm });
  await untilKept(depot, anna);
  await bob.share(bobs);
  const isSeen = ({ swarms }: TestEngine['state']) =>
    Object.values(swarms).some(({ alternatives }) =>
      alternatives.some(({ peer }) => peer === bob.id),
    );
  await depot.until(isSeen, 'his copy is seen');
});
afterEach(() => endAll(room.anna, room.bob, depot));

/** @returns what the project is called where Anna is */
async function untilTaking(): Promise<SwarmId> {
  const { anna } = room;
  const takesPushes = ({ swarms }: TestEngine['state']) =>
    Object.values(swarms).some(({ alternatives }) =>
      alternatives.some(({ peer, pushes }) => peer === depot.id && pushes !== undefined),
    );
  await anna.until(takesPushes, 'the depot takes pushes');
  return Object.keys(anna.state.swarms)[0] as SwarmId;
}

async function push(): Promise<void> {
  const { anna, annas } = room;
  const about = await untilTaking();
  const value = git(annas, ['rev-parse', 'main']) as Oid;
  const wanted = [{ ref: 'refs/heads/main', new: value, forced: false }];
  const gitDir = join(annas, '.git');
  await anna.call('depot.push', { swarm: about, peer: depot.id, gitDir, wanted });
}

test('while its owner is away, it is shown to somebody more, and stays theirs', async () => {
  const { anna, bob } = room;
  await anna.engine[Symbol.asyncDispose]();
  const left = ({ peers }: TestEngine['state']) => peers[anna.id]?.presence.state === 'left';
  await depot.until(left, 'Anna has left');
  const told = [bob.id];
  expect(await depot.call('depot.add', { swarm, told })).toMatchObject({ owner: anna.id, told });
  // Also where nobody at all is there.
  await bob.engine[Symbol.asyncDispose]();
  await depot.until(({ peers }) => peers[bob.id]?.presence.state === 'left', 'Bob has left');
  expect(await depot.call('depot.add', { swarm, told: [] })).toMatchObject({
    ...{ owner: anna.id, told: [], isOpen: true },
  });
});

test('another owner is named as long as nobody has pushed, and not from then on', async () => {
  const { anna, bob } = room;
  await depot.call('depot.add', { swarm, owner: bob.id });
  await untilKept(depot, bob);
  expect(projectsOf(depot)).toMatchObject([{ owner: bob.id }]);
  // What of hers was here before is not what is shown now.
  await depot.call('depot.add', { swarm, owner: anna.id });
  await depot.until(() => projectsOf(depot)[0]?.isOpen === true, 'it is shown again');
  const [project] = projectsOf(depot);
  if (project === undefined) throw new Error('nothing is kept');
  expect(git(repositoryIn(depot.directory, project), ['rev-parse', 'main'])).toBe(
    git(room.annas, ['rev-parse', 'main']),
  );
  await push();
  await expect(depot.call('depot.add', { swarm, owner: bob.id })).rejects.toMatchObject({
    code: 'pushed-to',
    message: expect.stringContaining('“project” has been pushed to, and is Anna’s'),
  });
  expect(projectsOf(depot)).toMatchObject([{ owner: anna.id, isOpen: true }]);
  expect(await anna.call('depot.log', { swarm })).toMatchObject({ owner: { id: anna.id } });
});

test('who has given roles stays the owner, though nothing was pushed, and somebody else is trusted', async () => {
  const { anna, bob } = room;
  await depot.engine[Symbol.asyncDispose]();
  rmSync(join(depot.directory, 'depot'), { recursive: true });
  depot = await startDepot(['*'], depot.directory);
  await depot.connect(anna);
  await untilKept(depot, anna);
  const about = await untilTaking();
  await anna.call('depot.grant', {
    ...{ swarm: about, peer: depot.id, to: bob.id, role: { role: 'contributor' } },
  });
  await depot.connect(bob);
  await depot.call('peers.trust', { peer: bob.id });
  await untilKept(depot, anna, bob);
  expect(projectsOf(depot)).toMatchObject([{ owner: anna.id }]);
  depot = await restarted();
  const entries = async () => (await anna.call('depot.log', { swarm: about })).entries.length;
  await expect.poll(() => entries().catch(() => 0), { timeout: 30_000 }).toBe(2);
});

async function restarted(): Promise<TestEngine> {
  const { directory } = depot;
  await depot.engine[Symbol.asyncDispose]();
  const again = await startDepot(['*'], directory);
  await again.connect(room.anna);
  return again;
}
