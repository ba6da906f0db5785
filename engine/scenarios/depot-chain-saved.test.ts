import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DepotProjectState } from '../../shared/api/depot-state.ts';
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

// What was pushed, and by whom, is worth as much as the objects: it is looked at wherever these are.

let room: DepotRoom;
let depot: TestEngine;
let project: DepotProjectState;
let swarm: SwarmId;

/** Anna's project is in a depot, and she has pushed to it twice. */
beforeEach(async () => {
  room = await startDepotRoom();
  const { anna, annas } = room;
  depot = await startDepot(['project']);
  await depot.connect(anna);
  await anna.share(annas);
  project = await untilKept(depot, anna);
  const takesPushes = ({ swarms }: TestEngine['state']) =>
    Object.values(swarms).some(({ alternatives }) =>
      alternatives.some(({ peer, pushes }) => peer === depot.id && pushes !== undefined),
    );
  await anna.until(takesPushes, 'the depot takes pushes');
  swarm = Object.keys(anna.state.swarms)[0] as SwarmId;
  await push('main~1');
  await push('main');
});
afterEach(() => endAll(room.anna, room.bob, depot));

async function push(revision: string): Promise<void> {
  const { anna, annas } = room;
  const value = git(annas, ['rev-parse', revision]) as Oid;
  const wanted = [{ ref: 'refs/heads/main', new: value, forced: false }];
  const gitDir = join(annas, '.git');
  await anna.call('depot.push', { swarm, peer: depot.id, gitDir, wanted });
}

/** What may become of a project in a depot's folder, or in a backup. */
const damages: readonly [sentence: string, damage: (folder: string) => void][] = [
  ['its signed pushes are missing', (folder) => rmSync(chainIn(folder))],
  [
    'its signed pushes cannot be read',
    (folder) => {
      const text = readFileSync(chainIn(folder), 'utf8');
      writeFileSync(chainIn(folder), text.replace('refs/heads/main', 'refs/heads/evil'));
    },
  ],
  [
    'its branches are not where they were pushed',
    (folder) => {
      const lines = readFileSync(chainIn(folder), 'utf8').split('\n');
      writeFileSync(chainIn(folder), lines.slice(0, -2).join('\n').concat('\n'));
    },
  ],
];
const chainIn = (folder: string) => join(folder, 'chain', 'chain.jsonl');

test('a backup whose signed pushes are not whole is brought back in no part', async () => {
  const whole = join(depot.directory, 'backup');
  await depot.call('depot.backup', { path: whole });
  await depot.call('depot.remove', { project: project.id });
  for (const [sentence, damage] of damages) {
    const path = join(depot.directory, 'damaged');
    rmSync(path, { recursive: true, force: true });
    cpSync(whole, path, { recursive: true });
    damage(join(path, project.id));
    await expect(depot.call('depot.restore', { path })).rejects.toMatchObject({
      code: 'no-backup',
      message: expect.stringContaining(`of “project”, ${sentence}.`),
    });
    expect(projectsOf(depot)).toEqual([]);
  }
  expect(await depot.call('depot.restore', { path: whole })).toMatchObject({ projects: 1 });
  expect(await depot.call('depot.verify', { project: project.id })).toMatchObject({
    isWhole: true,
  });
});

test('what is verified of a project is its signed pushes, too', async () => {
  const folder = join(repositoryIn(depot.directory, project), '..');
  const verified = () => depot.call('depot.verify', { project: project.id });
  expect(await verified()).toMatchObject({ isWhole: true, problem: null });
  const text = readFileSync(chainIn(folder), 'utf8');
  for (const [problem, damage] of damages) {
    damage(folder);
    expect(await verified()).toMatchObject({ isWhole: false, problem });
    writeFileSync(chainIn(folder), text);
  }
  expect(await verified()).toMatchObject({ isWhole: true, problem: null });
});

test('what was removed stays away after a restore, too', async () => {
  const { bob, bobs } = room;
  const other = join(bob.directory, 'project-of-bob');
  git(bobs, ['init', '--quiet', '--initial-branch=main', other]);
  git(other, ['commit', '--quiet', '--allow-empty', '-m', 'of another project']);
  await depot.engine[Symbol.asyncDispose]();
  depot = await startDepot(['*'], depot.directory);
  await depot.connect(bob);
  await bob.share(other);
  const removed = await untilKept(depot, bob);
  await depot.call('depot.remove', { project: removed.id });
  const path = join(depot.directory, 'backup');
  await depot.call('depot.backup', { path });
  await depot.engine[Symbol.asyncDispose]();
  rmSync(join(depot.directory, 'depot'), { recursive: true });
  depot = await startDepot(['*'], depot.directory);
  await depot.call('depot.restore', { path });
  await depot.connect(bob);
  await depot.until(
    ({ swarms }) => Object.values(swarms).some(({ name }) => name === 'project-of-bob'),
    'what was removed is offered again',
  );
  await depot.connect(room.anna);
  await untilKept(depot, room.anna);
  expect(projectsOf(depot).map(({ id }) => id)).toEqual([project.id]);
});
