import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { RepositoryId, SwarmId } from '../../shared/ids.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { hostilePeer } from './support/hostile-peer.ts';
import {
  buildLargeProject,
  commitPointers,
  type LargeFile,
  largeFile,
  store,
  storePath,
} from './support/large-project.ts';
import { Stranger } from './support/stranger.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

// Files of Git LFS come from those who have them, and git-lfs finds them where it looks first.

const MIB = 1024 * 1024;

let engines: TestEngine[];

const home = temporaryFolder();

beforeEach(() => {
  engines = [];
  writeFileSync(join(home, '.gitconfig'), hasGitLfs ? GIT_LFS : '');
  vi.stubEnv('HOME', home);
});

afterAll(() => rmSync(home, { recursive: true }));

afterEach(async () => {
  for (const engine of engines.reverse()) await engine[Symbol.asyncDispose]();
  vi.unstubAllEnvs();
});

async function start(name: string): Promise<TestEngine> {
  const engine = await TestEngine.start(name);
  engines.push(engine);
  return engine;
}

const swarmOf = ({ state }: TestEngine) => Object.keys(state.swarms)[0] as SwarmId;

/** The owner, with a project that holds these, and somebody who sees it. */
async function startWith(files: Record<string, LargeFile>) {
  const [anna, bob] = [await start('Anna'), await start('Bob')];
  const source = join(anna.directory, 'project');
  buildLargeProject(source, files);
  for (const file of Object.values(files)) store(source, file);
  const { id } = await anna.share(source);
  await bob.connect(anna);
  await bob.untilAlternatives(1);
  return { anna, bob, source, repository: id };
}

/** Where git-lfs is installed, it is set up as `git lfs install` does it, for this test's own user. */
const hasGitLfs = spawnSync('git-lfs', ['version']).status === 0;
const GIT_LFS = `[filter "lfs"]
	clean = git-lfs clean -- %f
	smudge = git-lfs smudge -- %f
	process = git-lfs filter-process
	required = true
`;

test('200 MB come from three at once, and an interruption keeps what has come', async () => {
  const file = largeFile(200 * MIB);
  const { bob, source } = await startWith({ 'film.bin': file });
  const owners = [engines[0], await start('Carla'), await start('Dora')];
  for (const owner of owners.slice(1) as TestEngine[]) {
    const copy = join(owner.directory, 'project');
    git(owner.directory, [
      '-c',
      'filter.lfs.required=false',
      'clone',
      '--quiet',
      '--no-local',
      '--no-checkout',
      source,
      copy,
    ]);
    store(copy, file, source);
    await owner.share(copy);
    await bob.connect(owner);
  }
  await bob.untilAlternatives(3);
  const limits = { upload: null, uploadPerPeer: null, downloadPerPeer: null };
  await bob.call('limits.set', { ...limits, download: 60 * MIB });
  const directory = join(bob.directory, 'clone');
  const transfer = newTransferId();
  const swarm = swarmOf(bob);
  const cloning = bob.call('clone', { transfer, swarm, directory }).catch(() => null);
  const shown = (engine: TestEngine) => engine.state.transfers[transfer]?.progress;
  await bob.until(() => (shown(bob)?.bytes ?? 0) > 40 * MIB, 'some of it is here');
  const again = await bob.restarted();
  engines[engines.indexOf(bob)] = again;
  await cloning;
  await again.call('limits.set', { ...limits, download: null });
  for (const owner of owners as TestEngine[]) await again.connect(owner);
  await again.until(
    ({ transfers }) => transfers[transfer]?.phase.state === 'done',
    'the clone has ended',
  );
  const progress = shown(again);
  expect(progress?.keptBytes).toBeGreaterThan(30 * MIB);
  expect((progress?.bytes ?? 0) + (progress?.keptBytes ?? 0)).toBeLessThan(216 * MIB);
  const givers = progress?.peers.filter(({ bytes }) => bytes > 4 * MIB).length;
  expect(givers).toBe(3);
  expect(readFileSync(storePath(directory, file)).equals(file.content)).toBe(true);
  expect(readdirSync(join(directory, '.git'))).not.toContain('shoal');
  const checkedOut = readFileSync(join(directory, 'film.bin'));
  expect(checkedOut.equals(hasGitLfs ? file.content : Buffer.from(file.pointer))).toBe(true);
});

test('who may not see a head that leads to it gets nothing, as of what does not exist', async () => {
  const [open, kept, loose] = [largeFile(1_000), largeFile(2_000), largeFile(3_000)];
  const { anna, source, repository } = await startWith({ 'open.bin': open });
  git(source, ['checkout', '--quiet', '-b', 'private/plan']);
  commitPointers(source, { 'kept.bin': kept });
  store(source, kept);
  store(source, loose);
  await anna.call('repositories.setHeads', { repository, only: [], except: ['private/**'] });
  using stranger = await Stranger.connect(anna);
  const ask = (oid: LargeFile['oid'], to: number, id: RepositoryId = repository) =>
    stranger.get(ROUTES.lfs(id, { oid, from: 0, to }));
  const given = await ask(open.oid, 1_000);
  expect(given.status).toBe(200);
  expect(Buffer.from(given.body, 'latin1').equals(open.content)).toBe(true);
  const absent = await ask('f'.repeat(64) as LargeFile['oid'], 10);
  expect(absent).toMatchObject({ status: 404 });
  expect(await ask(kept.oid, 2_000)).toEqual(absent);
  expect(await ask(loose.oid, 3_000)).toEqual(absent);
  expect(await ask(open.oid, 1_001)).toEqual(absent);
  expect(await ask(open.oid, 1_000, 'a'.repeat(16) as RepositoryId)).toEqual(absent);
  git(source, ['checkout', '--quiet', '-f', 'main']);
  await anna.call('repositories.setVisibility', { repository, visibility: { to: 'trusted' } });
  expect(await ask(open.oid, 1_000)).toEqual(absent);
});

test('a file that is damaged, or a link to another one, is not given', async () => {
  const [damaged, linked] = [largeFile(1_000), largeFile(2_000)];
  const { anna, source, repository } = await startWith({ 'a.bin': damaged });
  commitPointers(source, { 'b.bin': linked });
  await anna.call('repositories.add', { path: source });
  const secret = join(anna.directory, 'secret');
  writeFileSync(secret, linked.content);
  mkdirSync(join(storePath(source, linked), '..'), { recursive: true });
  symlinkSync(secret, storePath(source, linked));
  writeFileSync(storePath(source, damaged), Buffer.alloc(1_000));
  using stranger = await Stranger.connect(anna);
  for (const [{ oid }, to] of [
    [damaged, 1_000],
    [linked, 2_000],
  ] as const) {
    expect((await stranger.get(ROUTES.lfs(repository, { oid, from: 0, to }))).status).toBe(404);
  }
});

test('who sends something else is named, and the file comes from others', async () => {
  const file = largeFile(20 * MIB);
  const { bob, source } = await startWith({ 'film.bin': file });
  const mallory = hostilePeer(source, {
    manifest: (manifest) => ({
      ...manifest,
      repositories: manifest.repositories.map((each) => ({ ...each, lfs: true })),
    }),
    lfs: ({ from, to }) => Buffer.alloc(to - from),
  });
  using liar = await Stranger.connect(bob, mallory.handler);
  await bob.untilAlternatives(2);
  const directory = join(bob.directory, 'clone');
  const transfer = newTransferId();
  await bob.call('clone', { transfer, swarm: swarmOf(bob), directory });
  expect(readFileSync(storePath(directory, file)).equals(file.content)).toBe(true);
  const { peers } = (await bob.ended(transfer)).progress;
  expect(peers.filter(({ dropped }) => dropped !== null).map(({ id }) => id)).toEqual([liar.id]);
});

test('what nobody here has costs no clone: it is told, and the pointer stays', async () => {
  const file = largeFile(1_000);
  const { bob, source } = await startWith({ 'film.bin': file });
  rmSync(storePath(source, file));
  const directory = join(bob.directory, 'clone');
  const params = { transfer: newTransferId(), swarm: swarmOf(bob), directory };
  const { notes = [] } = await bob.call('clone', params);
  expect(notes.map(({ code }) => code)).toContain('large-files');
  expect(git(directory, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
  expect(git(directory, ['show', 'HEAD:film.bin'])).toBe(file.pointer.trimEnd());
  expect(existsSync(storePath(directory, file))).toBe(false);
});

test('what a pointer says of a size is only its word', async () => {
  const file = largeFile(1_000);
  const huge = { ...file, pointer: file.pointer.replace('size 1000', 'size 999999999999999') };
  const { bob, source } = await startWith({ 'film.bin': huge });
  const directory = join(bob.directory, 'clone');
  const params = { transfer: newTransferId(), swarm: swarmOf(bob), directory };
  const { notes = [] } = await bob.call('clone', params);
  expect(notes.map(({ code }) => code)).toContain('large-files');
  expect(git(directory, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
  expect(readdirSync(join(directory, '.git'))).not.toContain('shoal');
});

test('a fetch brings what the heads that came need', async () => {
  const [first, second] = [largeFile(1_000), largeFile(3 * MIB)];
  const { anna, bob, source } = await startWith({ 'film.bin': first });
  const directory = join(bob.directory, 'clone');
  await bob.call('clone', { transfer: newTransferId(), swarm: swarmOf(bob), directory });
  commitPointers(source, { 'next.bin': second });
  store(source, second);
  await anna.call('repositories.add', { path: source });
  const head = git(source, ['rev-parse', 'main']);
  const isTold = ({ swarms }: TestEngine['state']) => JSON.stringify(swarms).includes(head);
  await bob.until(isTold, 'the new head is told of');
  await bob.fetch(directory);
  expect(readFileSync(storePath(directory, second)).equals(second.content)).toBe(true);
  expect(readdirSync(join(directory, '.git'))).not.toContain('shoal');
});
