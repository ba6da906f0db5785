import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Oid, SwarmId } from '../../shared/ids.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type DepotRoom, startDepot, startDepotRoom, untilKept } from './support/depot-room.ts';
import { endAll } from './support/pair.ts';
import type { TestEngine } from './support/test-engine.ts';

let room: DepotRoom;
/** One depot that shows Anna one face and Bob another: it has the same key behind both. */
let toAnna: TestEngine;
let toBob: TestEngine;
let swarm: SwarmId;
const second = temporaryFolder();

/** Anna's project is in a depot, where Bob maintains `main`; both have seen three entries of its chain. */
beforeEach(async () => {
  room = await startDepotRoom();
  const { anna, bob, annas, bobs } = room;
  const depot = await startDepot(['*']);
  await anna.share(annas);
  await bob.share(bobs);
  for (const each of [anna, bob]) await each.connect(depot);
  await untilKept(depot, anna);
  await untilShown(anna, depot, 0);
  swarm = Object.keys(anna.state.swarms)[0] as SwarmId;
  await push(anna, depot, annas, 'main');
  const role = { role: 'maintainer', patterns: [{ refs: 'refs/heads/main' }] } as const;
  await anna.call('depot.grant', { swarm, peer: depot.id, to: bob.id, role });
  for (const each of [anna, bob]) await untilShown(each, depot, 3);
  git(bobs, ['pull', '--quiet', annas, 'main']);
  await depot.engine[Symbol.asyncDispose]();
  rmSync(second, { recursive: true, force: true });
  cpSync(depot.directory, second, { recursive: true });
  toAnna = await startDepot(['*'], depot.directory);
  toBob = await startDepot(['*'], second);
  await anna.connect(toAnna);
  await bob.connect(toBob);
});
afterEach(() => endAll(room.anna, room.bob, toAnna, toBob));

async function push(from: TestEngine, to: TestEngine, path: string, revision: string) {
  const value = git(path, ['rev-parse', revision]) as Oid;
  const wanted = [{ ref: 'refs/heads/main', new: value, forced: false }];
  const gitDir = join(path, '.git');
  return from.call('depot.push', { swarm, peer: to.id, gitDir, wanted });
}

/** Waits until what a depot shows, and has signed, is a chain that is so long. */
async function untilShown(by: TestEngine, depot: TestEngine, entries: number): Promise<void> {
  const isShown = ({ swarms }: TestEngine['state']) =>
    Object.values(swarms).some(({ alternatives }) =>
      alternatives.some(({ peer, pushes }) => peer === depot.id && pushes?.entries === entries),
    );
  await by.until(isShown, 'the chain is shown');
}

function commit(path: string, message: string): void {
  git(path, ['commit', '--quiet', '--allow-empty', '-m', message]);
}

const problemOf = ({ state }: TestEngine) => state.problems.depots;
const isTold = ({ problems }: TestEngine['state']) => problems.depots !== undefined;

test('a depot that tells two people different stories is told of to both, by its name', async () => {
  const { anna, bob, annas, bobs } = room;
  commit(annas, 'of Anna');
  await push(anna, toAnna, annas, 'main');
  commit(bobs, 'of Bob');
  await push(bob, toBob, bobs, 'main');
  await untilShown(anna, toAnna, 4);
  await untilShown(bob, toBob, 4);
  expect([problemOf(anna), problemOf(bob)]).toEqual([undefined, undefined]);
  await bob.connect(anna);
  for (const [one, other] of [
    [anna, 'Bob'],
    [bob, 'Anna'],
  ] as const) {
    await one.until(isTold, 'it is told of');
    expect(problemOf(one)).toMatchObject({
      code: 'depot-two-stories',
      sentence: expect.stringContaining(
        `Depot tells two stories of this project: what it showed ${other} as entry 4 `,
      ),
    });
  }
  const lies = { code: 'depot-two-stories' };
  await expect(anna.fetch(annas, { peers: [toAnna] })).rejects.toMatchObject(lies);
  commit(bobs, 'and on');
  await expect(push(bob, toBob, bobs, 'main')).rejects.toMatchObject(lies);
  // Who told of it may leave, and this computer start anew: it stays known.
  await bob.engine[Symbol.asyncDispose]();
  await expect(anna.call('depot.log', { swarm, peer: toAnna.id })).rejects.toMatchObject(lies);
  await anna.call('depot.log', { swarm, peer: toAnna.id, accept: true });
  await anna.until((state) => !isTold(state), 'what was accepted is no problem any more');
  await anna.fetch(annas, { peers: [toAnna] });
});

test('a depot that hides a push from somebody who never saw it is told of to that one', async () => {
  const { anna, bob, annas, bobs } = room;
  commit(annas, 'only Anna is shown this');
  await push(anna, toAnna, annas, 'main');
  await untilShown(anna, toAnna, 4);
  await bob.connect(anna);
  await bob.until(isTold, 'it is told of');
  expect(problemOf(bob)).toMatchObject({
    code: 'depot-hides',
    sentence: expect.stringContaining(
      'Depot hides pushes to this project: it shows 3 signed entries here, and has shown 4 to Anna.',
    ),
  });
  await expect(bob.fetch(bobs, { peers: [toBob] })).rejects.toMatchObject({ code: 'depot-hides' });
  // To her it has told all.
  expect(problemOf(anna)).toBeUndefined();
});

test('a depot that tells both the same is not told of, whoever looks first', async () => {
  const { anna, bob, annas } = room;
  await toBob.engine[Symbol.asyncDispose]();
  await bob.connect(toAnna);
  await bob.connect(anna);
  for (const message of ['one', 'two', 'three']) {
    commit(annas, message);
    await push(anna, toAnna, annas, 'main');
  }
  for (const each of [anna, bob]) await untilShown(each, toAnna, 6);
  await bob.fetch(room.bobs, { peers: [toAnna] });
  expect([problemOf(anna), problemOf(bob)]).toEqual([undefined, undefined]);
});
