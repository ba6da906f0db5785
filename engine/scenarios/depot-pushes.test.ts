import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Oid, SwarmId } from '../../shared/ids.ts';
import { DepotBehindError, DivergedDepotsError } from '../errors/pushing.ts';
import { fsck, git, refs } from '../testing/git.ts';
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
import type { TestEngine } from './support/test-engine.ts';

let room: DepotRoom;
let near: TestEngine;
let far: TestEngine;
let swarm: SwarmId;
/** What the far depot had when it went away. */
const earlier = temporaryFolder();

/** Anna shares a project that two depots keep; Bob has a copy of it. */
beforeAll(async () => {
  room = await startDepotRoom();
  const { anna, bob, annas, bobs } = room;
  [near, far] = await Promise.all([startDepot(['*']), startDepot(['*'])]);
  await near.call('self.rename', { name: 'Near' });
  await far.call('self.rename', { name: 'Far' });
  await anna.share(annas);
  for (const depot of [near, far]) {
    await anna.connect(depot);
    await bob.connect(depot);
    await untilKept(depot, anna);
  }
  await near.connect(far);
  await bob.connect(anna);
  await bob.call('repositories.add', { path: bobs });
  await anna.until(
    ({ swarms }) => Object.values(swarms).some(({ alternatives }) => alternatives.length > 1),
    'both depots show the project',
  );
  swarm = Object.keys(anna.state.swarms)[0] as SwarmId;
});

afterAll(async () => {
  await endAll(room.bob, room.anna, near, far);
  rmSync(earlier, { recursive: true, force: true });
});

const oid = (revision: string) => git(room.annas, ['rev-parse', revision]) as Oid;
const kept = (depot: TestEngine) => {
  const [project] = projectsOf(depot);
  if (project === undefined) throw new Error('nothing is kept');
  return repositoryIn(depot.directory, project);
};
const mainOf = (depot: TestEngine) => git(kept(depot), ['rev-parse', 'refs/heads/main']);

function push(from: TestEngine, to: TestEngine, path: string, revision: string) {
  const value = git(path, ['rev-parse', revision]) as Oid;
  const wanted = [{ ref: 'refs/heads/main', new: value, forced: false }];
  return from.call('depot.push', { swarm, peer: to.id, gitDir: join(path, '.git'), wanted });
}

/** The same depot after a start. */
async function again(depot: TestEngine): Promise<TestEngine> {
  await depot.engine[Symbol.asyncDispose]();
  return startDepot(['*'], depot.directory);
}

const has = (depot: TestEngine, to: Oid) =>
  depot.until(() => mainOf(depot) === to, 'the push has come');

/** Waits until what a depot shows has a chain that is so long. */
async function untilShown(by: TestEngine, depot: TestEngine, entries: number): Promise<void> {
  for (let round = 0; round < 600; round += 1) {
    const log = await by.call('depot.log', { swarm, peer: depot.id }).catch(() => null);
    if (log?.entries.length === entries) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the chain did not come');
}

test('what is pushed to one depot comes to the other, and everybody sees who pushed it', async () => {
  git(room.annas, ['commit', '--quiet', '--allow-empty', '-m', 'pushed']);
  const given = () => room.anna.state.traffic[near.id]?.given ?? 0;
  const before = given();
  const pushed = await push(room.anna, near, room.annas, 'main');
  expect(pushed.refs).toMatchObject([{ status: 'moved', new: oid('main') }]);
  expect(mainOf(near)).toBe(oid('main'));
  await has(far, oid('main'));
  await room.anna.until(() => given() > before, 'what was pushed is among what was given');
  await untilShown(room.bob, far, 2);
  const log = await room.bob.call('depot.log', { swarm, peer: near.id });
  expect(log.entries.map(({ seq, name, act }) => [seq, name, act.kind])).toEqual([
    [1, 'Anna', 'grant'],
    [2, 'Anna', 'push'],
  ]);
  expect(log.others).toMatchObject([{ name: 'Far', entries: 2, problem: null }]);
  for (const depot of [near, far]) {
    const pushedOnly = `${oid('main')} refs/heads/main`;
    await depot.until(
      () => refs(kept(depot), 'refs/heads', 'refs/tags').join() === pushedOnly,
      'its refs are what was pushed',
    );
    expect(fsck(kept(depot))).toBe('');
  }
});

test('roles reach all depots, and a maintainer pushes to any', async () => {
  const patterns = [{ refs: 'refs/heads/main' }];
  const role = { role: 'maintainer', patterns } as const;
  await room.anna.call('depot.grant', { swarm, peer: near.id, to: room.bob.id, role });
  await untilShown(room.bob, far, 3);
  git(room.bobs, ['pull', '--quiet', room.annas, 'main']);
  git(room.bobs, ['commit', '--quiet', '--allow-empty', '-m', 'of Bob']);
  const pushed = await push(room.bob, far, room.bobs, 'main');
  expect(pushed.refs).toMatchObject([{ status: 'moved' }]);
  await has(near, git(room.bobs, ['rev-parse', 'main']) as Oid);
  const { roles } = await room.bob.call('depot.log', { swarm, peer: far.id });
  expect(roles.find(({ peer }) => peer === room.bob.id)).toMatchObject({
    ...{ name: 'Bob', role, since: expect.any(Number), expires: null },
    by: { id: room.anna.id, name: 'Anna' },
  });
  await untilShown(room.anna, near, 4);
});

test('a fetch from a depot takes what was pushed, and nothing that was not', async () => {
  await room.anna.fetch(room.annas, { peers: [near], as: 'near' });
  expect(git(room.annas, ['rev-parse', 'near/main'])).toBe(mainOf(near));
  // Somebody at the depot moves a branch by hand.
  git(kept(near), ['update-ref', 'refs/heads/main', 'main~2']);
  near = await again(near);
  await has(near, git(room.bobs, ['rev-parse', 'main']) as Oid);
});

test('a depot that was away is not pushed to before it has caught up', async () => {
  await far.engine[Symbol.asyncDispose]();
  cpSync(join(far.directory, 'depot'), earlier, { recursive: true });
  await room.anna.connect(near);
  await untilShown(room.anna, near, 4);
  git(room.annas, ['merge', '--quiet', '--ff-only', 'near/main']);
  git(room.annas, ['commit', '--quiet', '--allow-empty', '-m', 'while it was away']);
  await push(room.anna, near, room.annas, 'main');
  // It comes back, and does not see the other one at first.
  await near.engine[Symbol.asyncDispose]();
  far = await startDepot(['*'], far.directory);
  await room.anna.connect(far);
  await untilShown(room.anna, far, 4);
  git(room.annas, ['commit', '--quiet', '--allow-empty', '-m', 'too early']);
  await expect(push(room.anna, far, room.annas, 'main')).rejects.toBeInstanceOf(DepotBehindError);
  near = await startDepot(['*'], near.directory);
  await near.connect(far);
  await has(far, oid('main~1'));
  await untilShown(room.anna, far, 5);
  expect((await push(room.anna, far, room.annas, 'main')).refs).toMatchObject([
    { status: 'moved' },
  ]);
  await has(near, oid('main'));
});

test('a depot that hides what was pushed is told of at once, and nothing is taken from it', async () => {
  const { anna } = room;
  expect(anna.state.problems).not.toHaveProperty('depots');
  await Promise.all([near, far].map((depot) => depot.engine[Symbol.asyncDispose]()));
  rmSync(join(far.directory, 'depot'), { recursive: true });
  cpSync(earlier, join(far.directory, 'depot'), { recursive: true });
  far = await startDepot(['*'], far.directory);
  await anna.connect(far);
  await anna.until(({ problems }) => 'depots' in problems, 'it is told of');
  expect(anna.state.problems.depots?.sentence).toContain(
    'hides pushes to this project: it shows 4',
  );
  const rolledBack = { code: 'depot-rolled-back' };
  await expect(anna.call('git.heads', { swarm, peer: far.id })).rejects.toMatchObject(rolledBack);
  await expect(anna.fetch(room.annas, { peers: [far] })).rejects.toMatchObject(rolledBack);
  await expect(push(anna, far, room.annas, 'main')).rejects.toMatchObject(rolledBack);
  await anna.call('depot.log', { swarm, peer: far.id, accept: true });
  await anna.call('git.heads', { swarm, peer: far.id });
});

test('two depots that tell different stories are named, at both and by everybody else', async () => {
  const { bob } = room;
  // To Anna it told of more than four; now it takes something else in their place.
  await bob.connect(far);
  await untilShown(bob, far, 4);
  git(room.bobs, ['commit', '--quiet', '--allow-empty', '-m', 'in place of the others']);
  expect((await push(bob, far, room.bobs, 'main')).refs).toMatchObject([{ status: 'moved' }]);
  near = await startDepot(['*'], near.directory);
  await near.connect(far);
  await bob.connect(near);
  for (const depot of [near, far]) {
    await depot.until(({ problems }) => 'own-depot' in problems, 'it finds out');
  }
  // The one that saw more there before misses that; the other one sees what is in its place.
  expect(near.state.problems['own-depot']?.code).toBe('depot-rolled-back');
  expect(far.state.problems['own-depot']?.code).toBe('depots-diverged');
  expect(far.state.problems['own-depot']?.sentence).toContain('from entry 5 on');
  await untilShown(bob, near, 6);
  // The other one was told more by it, and signed, than it shows Bob.
  await expect(bob.call('depot.log', { swarm, peer: far.id })).rejects.toMatchObject({
    code: 'depot-hides',
  });
  await bob.call('depot.log', { swarm, peer: far.id, accept: true });
  const { others } = await bob.call('depot.log', { swarm, peer: far.id });
  expect(others).toMatchObject([{ id: near.id, problem: expect.stringContaining('from entry 5') }]);
  // Nobody pushes on, as long as it is not known which of them is right.
  git(room.bobs, ['commit', '--quiet', '--allow-empty', '-m', 'and on']);
  await expect(push(bob, far, room.bobs, 'main')).rejects.toBeInstanceOf(DivergedDepotsError);
});
