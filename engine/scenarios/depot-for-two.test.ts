import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Oid, SwarmId } from '../../shared/ids.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import {
  type DepotRoom,
  projectsOf,
  startDepot,
  startDepotRoom,
  untilKept,
} from './support/depot-room.ts';
import { endAll } from './support/pair.ts';
import type { TestEngine } from './support/test-engine.ts';

let room: DepotRoom;
let depot: TestEngine;
let swarm: SwarmId;
/** What the depot had before the last push. */
const earlier = temporaryFolder();

/** One depot keeps one project twice, for Anna and for Bob, each of whom has pushed to it; Bob sees both. */
beforeEach(async () => {
  room = await startDepotRoom();
  const { anna, bob, annas, bobs } = room;
  depot = await startDepot([]);
  await anna.share(annas, { to: 'peers', peers: [depot.id] });
  await bob.share(bobs, { to: 'peers', peers: [depot.id] });
  await anna.connect(depot);
  await bob.connect(depot);
  await bob.connect(anna);
  await depot.untilAlternatives(2);
  swarm = Object.keys(depot.state.swarms)[0] as SwarmId;
  await depot.call('depot.add', { swarm, owner: anna.id, told: [bob.id] });
  await depot.call('depot.add', { swarm, owner: bob.id });
  for (const each of [anna, bob]) await untilKept(depot, each);
  await untilShown({ anna: 0, bob: 0 });
  await push(anna, annas, 'main');
  await push(bob, bobs, 'main');
  await untilShown({ anna: 2, bob: 2 });
});
afterEach(async () => {
  await endAll(room.anna, room.bob, depot);
  rmSync(earlier, { recursive: true, force: true });
});

function copyOf(owner: TestEngine) {
  const project = projectsOf(depot).find((each) => each.owner === owner.id);
  if (project === undefined) throw new Error('it is not kept');
  return project.id;
}

function push(by: TestEngine, path: string, revision: string, copy = copyOf(by)) {
  const value = git(path, ['rev-parse', revision]) as Oid;
  const wanted = [{ ref: 'refs/heads/main', new: value, forced: false }];
  const named = { swarm, peer: depot.id, copy };
  return by.call('depot.push', { ...named, gitDir: join(path, '.git'), wanted });
}

/** Waits until Bob is shown chains of these lengths. */
async function untilShown(entries: { readonly anna: number; readonly bob: number }) {
  const { anna, bob } = room;
  const shows = (copies: TestEngine['state']['swarms'][SwarmId]['alternatives']) =>
    copies.some(({ pushes }) => pushes?.owner === anna.id && pushes.entries === entries.anna) &&
    copies.some(({ pushes }) => pushes?.owner === bob.id && pushes.entries === entries.bob);
  await bob.until(
    ({ swarms }) => Object.values(swarms).some(({ alternatives }) => shows(alternatives)),
    'both chains are shown',
  );
}

const isTold = ({ problems }: TestEngine['state']) => problems.depots !== undefined;
const log = (by: TestEngine, more: { copy?: ReturnType<typeof copyOf>; accept?: boolean }) =>
  by.call('depot.log', { swarm, peer: depot.id, ...more });

/** Bob pushes once more, and the depot goes back to before that. Anna's copy has the latest commit of all. */
async function hidesBobsPush(): Promise<void> {
  const { anna, bob, annas, bobs } = room;
  const kept = join(depot.directory, 'depot', 'projects', copyOf(bob));
  cpSync(kept, earlier, { recursive: true });
  git(bobs, ['commit', '--quiet', '--allow-empty', '-m', 'to be hidden']);
  await push(bob, bobs, 'main');
  git(annas, ['commit', '--quiet', '--allow-empty', '-m', 'the latest of all']);
  await push(anna, annas, 'main');
  await untilShown({ anna: 3, bob: 3 });
  const { directory } = depot;
  await depot.engine[Symbol.asyncDispose]();
  rmSync(kept, { recursive: true });
  cpSync(earlier, kept, { recursive: true });
  depot = await startDepot([], directory);
  await bob.connect(depot);
  await bob.until(isTold, 'it is told of');
}

test('of two copies at one depot, the one that lies is told of, and no other is accepted in its place', async () => {
  const { anna, bob } = room;
  await hidesBobsPush();
  const [annas, bobs] = [copyOf(anna), copyOf(bob)];
  expect(bob.state.problems.depots).toMatchObject({
    code: 'depot-rolled-back',
    depot: { peer: depot.id, copy: bobs },
  });
  // Which one is meant, is for the user to say, and is not guessed.
  const several = expect.objectContaining({
    code: 'several-copies',
    message: `Depot has this project several times: Anna (${annas}) and Bob (${bobs}). Say which one, with --copy; git takes the id in brackets in place of the project’s name.`,
  });
  await expect(log(bob, {})).rejects.toEqual(several);
  await expect(log(bob, { accept: true })).rejects.toEqual(several);
  expect(await log(bob, { copy: annas, accept: true })).toMatchObject({ owner: { id: anna.id } });
  await expect(log(bob, { copy: bobs })).rejects.toMatchObject({ code: 'depot-rolled-back' });
  expect(isTold(bob.state)).toBe(true);

  const accepted = await log(bob, { copy: bobs, accept: true });
  expect(accepted).toMatchObject({ owner: { id: bob.id } });
  expect(accepted.entries).toHaveLength(2);
  await bob.until((state) => !isTold(state), 'what was accepted is no problem any more');
});

test('of two copies at one depot, what is looked at, pushed and fetched is that which was named', async () => {
  const { anna, bob, bobs } = room;
  const [annas, mine] = [copyOf(anna), copyOf(bob)];
  const { id: repository } = await bob.call('repositories.add', { path: bobs });
  const look = (copy?: typeof mine) =>
    bob.call('depot.look', { repository, peer: depot.id, ...(copy === undefined ? {} : { copy }) });
  expect(await look(annas)).toMatchObject({ owner: { id: anna.id }, rights: { state: 'none' } });
  expect(await look(mine)).toMatchObject({ owner: { id: bob.id }, rights: { state: 'role' } });
  await expect(look()).rejects.toMatchObject({ code: 'several-copies' });

  git(bobs, ['commit', '--quiet', '--allow-empty', '-m', 'on']);
  await expect(push(bob, bobs, 'main', annas)).rejects.toMatchObject({ code: 'no-role' });
  expect((await push(bob, bobs, 'main', mine)).refs).toMatchObject([{ status: 'moved' }]);
  await untilShown({ anna: 2, bob: 3 });
  const heads = await bob.call('git.heads', { swarm, peer: depot.id, copy: annas });
  const named = heads.heads.find(({ ref }) => ref === 'refs/heads/main');
  expect(named?.oid).toBe(git(room.annas, ['rev-parse', 'main']));
  const own = await bob.call('git.heads', { swarm, peer: depot.id, copy: mine });
  expect(own.heads.find(({ ref }) => ref === 'refs/heads/main')?.oid).toBe(
    git(bobs, ['rev-parse', 'main']),
  );
});

test('where one copy takes pushes and another shows none of its own any more, accepting asks which', async () => {
  const { anna, bob, bobs } = room;
  const { directory } = depot;
  const lost = copyOf(bob);
  await depot.engine[Symbol.asyncDispose]();
  rmSync(join(directory, 'depot', 'projects', lost), { recursive: true });
  depot = await startDepot([], directory);
  // As a copy of its own, which nobody can push to.
  const plain = join(directory, 'plain');
  git(directory, ['clone', '--quiet', bobs, plain]);
  const { id: silent } = await depot.share(plain);
  await bob.connect(depot);
  await bob.until(isTold, 'it is told of');
  await expect(log(bob, { accept: true })).rejects.toMatchObject({ code: 'several-copies' });
  expect(await log(bob, { copy: silent, accept: true })).toMatchObject({ entries: [] });
  await bob.until((state) => !isTold(state), 'what was accepted is no problem any more');
  // Anna's is what it was.
  expect((await log(bob, {})).owner.id).toBe(anna.id);
});
