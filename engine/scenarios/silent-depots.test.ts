import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Oid, SwarmId } from '../../shared/ids.ts';
import { cloneAt, git } from '../testing/git.ts';
import { type DepotRoom, startDepot, startDepotRoom, untilKept } from './support/depot-room.ts';
import { endAll } from './support/pair.ts';
import { TestEngine } from './support/test-engine.ts';

const ENTRIES = 2;

let room: DepotRoom;
let depot: TestEngine;
let swarm: SwarmId;
/** What the depot had before anything was pushed to it. */
let older: string;

/** Anna owns a project in a depot, and has pushed to it. Bob has never met the depot. */
beforeEach(async () => {
  room = await startDepotRoom();
  const { anna, bob, annas, bobs } = room;
  depot = await startDepot(['*']);
  await anna.share(annas);
  await bob.share(bobs);
  await anna.connect(depot);
  await untilKept(depot, anna);
  swarm = Object.keys(anna.state.swarms)[0] as SwarmId;
  await untilShown(anna, 0);
  await push(annas, 'main');
  await untilShown(anna, ENTRIES);
  older = join(depot.directory, 'older');
  cloneAt(annas, 'main~3', older);
});
afterEach(() => endAll(room.anna, room.bob, depot));

async function push(path: string, revision: string) {
  const value = git(path, ['rev-parse', revision]) as Oid;
  const wanted = [{ ref: 'refs/heads/main', new: value, forced: false }];
  const gitDir = join(path, '.git');
  return room.anna.call('depot.push', { swarm, peer: depot.id, gitDir, wanted });
}

/** Waits until the depot shows a chain that is so long. */
async function untilShown(by: TestEngine, entries: number): Promise<void> {
  const isShown = ({ swarms }: TestEngine['state']) =>
    Object.values(swarms).some(({ alternatives }) =>
      alternatives.some(({ peer, pushes }) => peer === depot.id && pushes?.entries === entries),
    );
  await by.until(isShown, 'the chain is shown');
}

/** The depot shows the project as if nobody could push to it: as a copy of its own, of some days ago. */
async function forgetsThatItIsOne(): Promise<void> {
  const { directory } = depot;
  await depot.engine[Symbol.asyncDispose]();
  depot = await TestEngine.start('Depot', directory);
  await depot.share(older);
}

/** The depot shows the project as if nobody had pushed to it yet. */
async function beginsAnew(): Promise<void> {
  const { directory } = depot;
  await depot.engine[Symbol.asyncDispose]();
  rmSync(join(directory, 'depot'), { recursive: true });
  depot = await startDepot(['*'], directory);
}

const problemOf = ({ state }: TestEngine) => state.problems.depots;
const isTold = ({ problems }: TestEngine['state']) => problems.depots !== undefined;
const log = (by: TestEngine, accept = false) =>
  by.call('depot.log', { swarm, peer: depot.id, accept });
const knows = (by: TestEngine, to: TestEngine) =>
  by.until(
    ({ swarms }) =>
      Object.values(swarms).some(({ alternatives }) =>
        alternatives.some(({ peer }) => peer === to.id),
      ),
    'the copy is known',
  );

test('a depot that shows no chain any more to somebody who has seen one is named at once', async () => {
  const { anna, annas } = room;
  await forgetsThatItIsOne();
  await anna.connect(depot);
  await anna.until(isTold, 'it is told of');
  const hidden = {
    code: 'depot-rolled-back',
    sentence: expect.stringContaining(
      `Depot hides pushes to this project: it shows 0 signed entries, and there were ${ENTRIES} on `,
    ),
    // From there, the window leads to whoever it is about.
    depot: { swarm, peer: depot.id },
  };
  expect(problemOf(anna)).toMatchObject(hidden);
  const { code } = hidden;
  await expect(anna.fetch(annas, { peers: [depot] })).rejects.toMatchObject({ code });
  await expect(push(annas, 'main')).rejects.toMatchObject({ code });
  // Also where it is named by nobody: that there is no depot at all would be the worse answer.
  await expect(anna.call('depot.log', { swarm })).rejects.toMatchObject({ code });
  await expect(log(anna)).rejects.toMatchObject({ code });
  // Whoever runs it has ended the depot, and said so.
  expect(await log(anna, true)).toMatchObject({ entries: [], refs: [], roles: [] });
  await anna.until((state) => !isTold(state), 'what was accepted is no problem any more');
  await anna.fetch(annas, { peers: [depot] });
  room = { ...room, anna: await anna.restarted() };
  await room.anna.connect(depot);
  await room.anna.fetch(annas, { peers: [depot] });
  expect(problemOf(room.anna)).toBeUndefined();
});

test('a depot whose chain is empty after it was not is named, and may be told to have begun anew', async () => {
  const { anna, annas } = room;
  await beginsAnew();
  await anna.connect(depot);
  await anna.until(isTold, 'it is told of');
  expect(problemOf(anna)).toMatchObject({ code: 'depot-rolled-back' });
  await untilKept(depot, anna);
  await expect(push(annas, 'main')).rejects.toMatchObject({ code: 'depot-rolled-back' });
  expect(await log(anna, true)).toMatchObject({ entries: [] });
  await anna.until((state) => !isTold(state), 'what was accepted is no problem any more');
  git(annas, ['commit', '--quiet', '--allow-empty', '-m', 'first of the new chain']);
  await push(annas, 'main');
  await untilShown(anna, ENTRIES);
  await anna.fetch(annas, { peers: [depot] });
  expect(problemOf(anna)).toBeUndefined();
});

test('a depot that shows somebody no chain from the first is named when others have seen one', async () => {
  const { anna, bob, annas, bobs } = room;
  await forgetsThatItIsOne();
  await bob.connect(depot);
  await knows(bob, depot);
  // Nothing tells it from anybody else so far.
  await bob.fetch(bobs, { peers: [depot] });
  expect(problemOf(bob)).toBeUndefined();
  await bob.connect(anna);
  await bob.until(isTold, 'it is told of');
  expect(problemOf(bob)).toMatchObject({
    code: 'depot-hides',
    sentence: expect.stringContaining(
      `it shows 0 signed entries here, and has shown ${ENTRIES} to Anna.`,
    ),
  });
  const hides = { code: 'depot-hides' };
  await expect(bob.fetch(bobs, { peers: [depot] })).rejects.toMatchObject(hides);
  await expect(log(bob)).rejects.toMatchObject(hides);
  // Who told of it leaves, and this computer starts anew: it stays known.
  await anna.engine[Symbol.asyncDispose]();
  room = { ...room, bob: await bob.restarted() };
  await room.bob.connect(depot);
  await room.bob.until(isTold, 'it is told of again');
  await expect(room.bob.fetch(bobs, { peers: [depot] })).rejects.toMatchObject(hides);
  await log(room.bob, true);
  await room.bob.until((state) => !isTold(state), 'what was accepted is no problem any more');
  room = { ...room, anna: await TestEngine.start('Anna', anna.directory) };
  await room.bob.connect(room.anna);
  await knows(room.bob, room.anna);
  await room.bob.fetch(bobs, { peers: [depot] });
  expect(problemOf(room.bob)).toBeUndefined();
  expect(git(annas, ['rev-parse', 'HEAD'])).toBe(git(annas, ['rev-parse', 'main']));
});

test('a depot that shares a copy of its own beside what is pushed to it hides nothing', async () => {
  const { anna, annas } = room;
  await depot.share(older);
  await anna.until(
    ({ swarms }) =>
      Object.values(swarms).some(
        ({ alternatives }) => alternatives.filter(({ peer }) => peer === depot.id).length === 2,
      ),
    'both are shown',
  );
  await anna.fetch(annas, { peers: [depot] });
  expect(problemOf(anna)).toBeUndefined();
});
