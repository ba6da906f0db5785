import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Oid, RepositoryId } from '../../shared/ids.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { fsck, git, untouchables } from '../testing/git.ts';
import { plainGit } from './support/guest.ts';
import { endAll, startPair } from './support/pair.ts';
import { newTransferId, type TestEngine } from './support/test-engine.ts';

// What the table in README says of submodules, shallow and partial clones, sparse checkouts, working trees and SHA-256.

let anna: TestEngine;
let bob: TestEngine;

beforeAll(async () => {
  ({ anna, bob } = await startPair());
  await bob.connect(anna);
});

afterAll(() => endAll(bob, anna));

const local = { GIT_ALLOW_PROTOCOL: 'file' };
const head = (directory: string) => git(directory, ['rev-parse', 'HEAD']) as Oid;

/** Commits a file, and lets Shoal see it. */
async function commit(engine: TestEngine, directory: string, name: string): Promise<Oid> {
  writeFileSync(join(directory, name), `${name}\n`);
  git(directory, ['add', name]);
  git(directory, ['commit', '--quiet', '-m', name]);
  await engine.call('repositories.add', { path: directory });
  return head(directory);
}

async function shared(directory: string): Promise<RepositoryId> {
  const { id } = await anna.share(directory);
  await untilTold(directory);
  return id;
}

/** Bob, or whoever is named, sees the project as it is now. */
async function untilTold(directory: string, engine = bob): Promise<void> {
  const commit = head(directory);
  await engine.until(({ swarms }) => JSON.stringify(swarms).includes(commit), 'it is told of');
}

async function cloned(source: string, name: string, by = bob): Promise<string> {
  const directory = join(by.directory, name);
  const [root = ''] = git(source, ['rev-list', '--max-parents=0', '--first-parent', 'HEAD']).split(
    '\n',
  );
  const format = git(source, ['rev-parse', '--show-object-format']) as 'sha1' | 'sha256';
  const swarm = swarmIdOf(format, root as Oid);
  await by.call('clone', { transfer: newTransferId(), swarm, directory });
  return directory;
}

test('submodules: their places come, and what is in them is git’s to get', async () => {
  const [library, source] = [join(anna.directory, 'library'), join(anna.directory, 'with-library')];
  buildRepository(library, { commits: 3, seed: 11 });
  buildRepository(source, { commits: 5, seed: 12 });
  for (const [name, url] of [
    ['absolute', library],
    ['relative', '../library'],
  ] as const) {
    git(source, ['clone', '--quiet', '--no-local', library, name]);
    git(source, ['config', '--file', '.gitmodules', `submodule.${name}.path`, name]);
    git(source, ['config', '--file', '.gitmodules', `submodule.${name}.url`, url]);
    git(source, ['add', '.gitmodules', name]);
  }
  git(source, ['commit', '--quiet', '-m', 'Libraries']);
  await shared(source);
  const clone = await cloned(source, 'clone-with-library');
  expect(head(clone)).toBe(head(source));
  expect(readdirSync(join(clone, 'absolute'))).toEqual([]);
  git(clone, ['submodule', '--quiet', 'update', '--init', 'absolute'], undefined, local);
  expect(head(join(clone, 'absolute'))).toBe(head(library));
  const relative = () => git(clone, ['submodule', '--quiet', 'update', '--init', 'relative']);
  expect(relative).toThrow("transport 'gtp' not allowed");
  // A fetch leaves what is checked out as it is.
  const next = await commit(anna, library, 'next.txt');
  git(join(source, 'absolute'), ['fetch', '--quiet', library, 'main'], undefined, local);
  git(join(source, 'absolute'), ['checkout', '--quiet', 'FETCH_HEAD']);
  git(source, ['add', 'absolute']);
  const moved = await commit(anna, source, 'moved.txt');
  await untilTold(source);
  await bob.fetch(clone);
  expect(git(clone, ['rev-parse', 'refs/remotes/anna/main'])).toBe(moved);
  expect(git(clone, ['rev-parse', 'refs/remotes/anna/main:absolute'])).toBe(next);
  expect(head(join(clone, 'absolute'))).not.toBe(next);
});

test('shallow and partial clones are refused, with what to do, and left as they are', async () => {
  const source = join(anna.directory, 'deep');
  buildRepository(source, { commits: 6, seed: 13 });
  git(source, ['config', 'uploadpack.allowFilter', 'true']);
  for (const [option, code] of [
    ['--depth=2', 'repository-shallow'],
    ['--filter=blob:none', 'repository-partial'],
  ] as const) {
    const path = join(bob.directory, code);
    git(source, ['clone', '--quiet', option, `file://${source}`, path]);
    const before = untouchables(path);
    const adding = bob.call('repositories.add', { path });
    await expect(adding).rejects.toMatchObject({ code, message: expect.stringContaining(path) });
    expect(untouchables(path)).toBe(before);
  }
  const shallow = join(bob.directory, 'repository-shallow');
  git(shallow, ['fetch', '--quiet', '--unshallow']);
  await expect(bob.call('repositories.add', { path: shallow })).resolves.toMatchObject({
    path: shallow,
  });
});

test('a sparse checkout stays one when its repository is fetched into, and is shared as a whole', async () => {
  const source = join(anna.directory, 'wide');
  buildRepository(source, { commits: 6, seed: 14 });
  const sparse = join(bob.directory, 'sparse');
  git(source, ['clone', '--quiet', '--no-local', '--sparse', source, sparse]);
  git(sparse, ['sparse-checkout', 'set', 'docs']);
  expect(existsSync(join(sparse, 'src'))).toBe(false);
  await bob.call('repositories.add', { path: sparse });
  const repository = await shared(source);
  const next = await commit(anna, source, 'src/next.txt');
  await untilTold(source);
  const before = untouchables(sparse);
  await bob.fetch(sparse);
  expect(git(sparse, ['rev-parse', 'refs/remotes/anna/main'])).toBe(next);
  expect(untouchables(sparse)).toBe(before);
  expect(readdirSync(sparse)).not.toContain('src');
  git(sparse, ['merge', '--quiet', '--ff-only', 'refs/remotes/anna/main']);
  expect(existsSync(join(sparse, 'src'))).toBe(false);
  await anna.call('repositories.setVisibility', { repository, visibility: { to: 'nobody' } });
  await bob.share(sparse);
  await untilTold(sparse, anna);
  const whole = await cloned(sparse, 'whole', anna);
  expect(existsSync(join(whole, 'src', 'next.txt'))).toBe(true);
});

test('a linked working tree is its repository: what is fetched there is in all of them', async () => {
  const source = join(anna.directory, 'trees');
  buildRepository(source, { commits: 6, seed: 15 });
  const main = join(bob.directory, 'trees');
  git(source, ['clone', '--quiet', '--no-local', source, main]);
  const linked = join(bob.directory, 'trees-beside');
  git(main, ['worktree', 'add', '--quiet', '-b', 'beside', linked]);
  await shared(source);
  const next = await commit(anna, source, 'next.txt');
  await untilTold(source);
  const before = [untouchables(main), untouchables(linked)];
  await bob.fetch(linked);
  for (const tree of [main, linked]) {
    expect(git(tree, ['rev-parse', 'refs/remotes/anna/main'])).toBe(next);
  }
  expect([untouchables(main), untouchables(linked)]).toEqual(before);
});

test('a SHA-256 repository is cloned, fetched, and cloned by guests, as any', async () => {
  const source = join(anna.directory, 'longer');
  buildRepository(source, { commits: 6, seed: 16, objectFormat: 'sha256' });
  await shared(source);
  const clone = await cloned(source, 'clone-longer');
  expect(git(clone, ['rev-parse', '--show-object-format'])).toBe('sha256');
  const next = await commit(anna, source, 'next.txt');
  await untilTold(source);
  await bob.fetch(clone);
  expect(git(clone, ['rev-parse', 'refs/remotes/anna/main'])).toBe(next);
  expect(fsck(clone)).toBe('');
  await anna.call('guests.on', { until: null });
  await anna.until(({ guests }) => guests.state === 'on', 'guests are let in');
  const { guests } = anna.state;
  const base = guests.state === 'on' ? (guests.bases[0] ?? '') : '';
  await plainGit(bob.directory, ['clone', '--quiet', `${base}/longer.git`, 'guests-longer']);
  expect(head(join(bob.directory, 'guests-longer'))).toBe(next);
});
