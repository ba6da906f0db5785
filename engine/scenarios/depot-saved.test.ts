import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { Oid, SwarmId } from '../../shared/ids.ts';
import { git, refs } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import {
  type DepotRoom,
  projectsOf,
  repositoryIn,
  startDepot,
  startDepotRoom,
  untilKept,
} from './support/depot-room.ts';
import { endAll } from './support/pair.ts';
import { Stranger } from './support/stranger.ts';
import type { TestEngine } from './support/test-engine.ts';

let room: DepotRoom;
let depot: TestEngine;

beforeEach(async () => {
  room = await startDepotRoom();
  depot = await startDepot(['project']);
  await depot.connect(room.anna);
  await depot.connect(room.bob);
});
afterEach(() => endAll(room.anna, room.bob, depot));

test('backed up while it serves, wiped and brought back, it is the same to everyone', async () => {
  const { anna, bob, annas, bobs } = room;
  await anna.share(annas);
  await bob.share(bobs);
  const project = await untilKept(depot, anna, bob);
  const kept = repositoryIn(depot.directory, project);
  const before = refs(kept);
  const chain = join(depot.directory, 'depot', 'projects', project.id, 'chain', 'kept-with-it');
  writeFileSync(chain, 'as it was\n');
  const path = join(depot.directory, 'backup');
  expect(await depot.call('depot.backup', { path })).toMatchObject({ path, projects: 1 });
  await expect(depot.call('depot.backup', { path })).rejects.toMatchObject({
    code: 'backup-folder',
  });
  await anna.engine[Symbol.asyncDispose]();
  await bob.engine[Symbol.asyncDispose]();
  await depot.engine[Symbol.asyncDispose]();
  rmSync(join(depot.directory, 'depot'), { recursive: true });

  depot = await startDepot(['project'], depot.directory);
  await expect(depot.call('depot.restore', { path: temporaryFolder() })).rejects.toMatchObject({
    code: 'no-backup',
  });
  expect(await depot.call('depot.restore', { path })).toMatchObject({ projects: 1 });
  await expect(depot.call('depot.restore', { path })).rejects.toMatchObject({
    code: 'depot-not-empty',
  });
  expect(refs(kept)).toEqual(before);
  expect(existsSync(chain)).toBe(true);
  expect(await depot.call('depot.verify', { project: project.id })).toMatchObject({
    isWhole: true,
    problem: null,
  });
  const told = projectsOf(depot)[0];
  expect(told).toMatchObject({ id: project.id, owner: project.owner, isOpen: true });
  expect(told?.people.map(({ peer, heads: n }) => [peer, n])).toEqual(
    project.people.map(({ peer, heads: n }) => [peer, n]),
  );
  const stranger = await Stranger.connect(depot);
  const main = git(kept, ['rev-parse', 'HEAD']);
  const asked = await stranger.post(ROUTES.reels(project.id), { wants: [main], haves: [] });
  expect(asked.status).toBe(200);
  stranger[Symbol.dispose]();
});

test('what was pushed is brought back as it was: the chain verifies, and nobody who pushes or fetches notices', async () => {
  const { anna, bob, annas, bobs } = room;
  await anna.share(annas);
  await bob.share(bobs);
  const project = await untilKept(depot, anna);
  const seenBy = (each: TestEngine) =>
    Object.values(each.state.swarms).find(({ alternatives }) =>
      alternatives.some(({ peer, pushes }) => peer === depot.id && pushes !== undefined),
    );
  await anna.until(() => seenBy(anna) !== undefined, 'the depot takes pushes');
  const swarm = seenBy(anna)?.id as SwarmId;
  const push = async () => {
    const value = git(annas, ['rev-parse', 'main']) as Oid;
    const wanted = [{ ref: 'refs/heads/main', new: value, forced: false }];
    const gitDir = join(annas, '.git');
    const { refs: moved } = await anna.call('depot.push', {
      ...{ swarm, peer: depot.id, gitDir, wanted },
    });
    expect(moved).toMatchObject([{ status: 'moved', new: value }]);
  };
  const log = (each: TestEngine) => each.call('depot.log', { swarm, peer: depot.id });
  const untilLong = (each: TestEngine, entries: number) => {
    const isLong = ({ swarms }: TestEngine['state']) =>
      swarms[swarm]?.alternatives.some(
        ({ peer, pushes }) => peer === depot.id && pushes?.entries === entries,
      ) ?? false;
    return each.until(isLong, 'the chain is shown');
  };
  await push();
  const role = { role: 'maintainer', patterns: [{ refs: 'refs/heads/main' }] } as const;
  await anna.call('depot.grant', { swarm, peer: depot.id, to: bob.id, role });
  git(annas, ['commit', '--quiet', '--allow-empty', '-m', 'before the backup']);
  await push();
  for (const each of [anna, bob]) await untilLong(each, 4);
  const before = [await log(anna), await log(bob)];
  const kept = repositoryIn(depot.directory, project);
  const refsBefore = refs(kept);

  const path = join(depot.directory, 'backup');
  await depot.call('depot.backup', { path });
  await depot.engine[Symbol.asyncDispose]();
  rmSync(join(depot.directory, 'depot'), { recursive: true });
  depot = await startDepot(['project'], depot.directory);
  await depot.call('depot.restore', { path });
  for (const each of [anna, bob]) {
    await each.connect(depot);
    await untilLong(each, 4);
  }
  expect(refs(kept)).toEqual(refsBefore);
  // Every entry is verified, and compared with what was seen before.
  expect([await log(anna), await log(bob)]).toEqual(before);
  await bob.fetch(bobs, { peers: [depot], as: 'depot' });
  expect(git(bobs, ['rev-parse', 'refs/remotes/depot/main'])).toBe(
    git(annas, ['rev-parse', 'main']),
  );
  git(annas, ['commit', '--quiet', '--allow-empty', '-m', 'after the backup']);
  await push();
  for (const each of [anna, bob]) {
    await untilLong(each, 5);
    expect(each.state.problems).not.toHaveProperty('depots');
  }
});

test('where nothing can be written, a backup says so', async () => {
  const path = join(depot.directory, 'not-there', 'backup');
  await expect(depot.call('depot.backup', { path })).rejects.toMatchObject({
    code: 'folder-unusable',
    message: `${path} cannot be used: there is no such folder to make it in. Choose another folder.`,
  });
});

test('a damaged backup is brought back in no part, and a damaged project is found out', async () => {
  const { anna, annas } = room;
  await anna.share(annas);
  const project = await untilKept(depot, anna);
  const path = join(depot.directory, 'backup');
  await depot.call('depot.backup', { path });
  const damage = (repository: string) => {
    for (const name of readdirSync(join(repository, 'objects', 'pack'))) {
      rmSync(join(repository, 'objects', 'pack', name));
    }
  };
  damage(repositoryIn(depot.directory, project));
  expect(await depot.call('depot.verify', { project: project.id })).toMatchObject({
    isWhole: false,
    problem: 'objects are missing',
  });
  await depot.call('depot.remove', { project: project.id });
  damage(join(path, project.id, 'project.git'));
  await expect(depot.call('depot.restore', { path })).rejects.toMatchObject({ code: 'no-backup' });
  expect(projectsOf(depot)).toEqual([]);
  expect(readdirSync(join(depot.directory, 'depot', 'projects'))).toEqual([]);
});
