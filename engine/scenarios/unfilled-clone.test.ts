import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SwarmId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { setUpFetchingFilter } from '../testing/fetching-filter.ts';
import { fsck, git, refs } from '../testing/git.ts';
import { endAll, startPair } from './support/pair.ts';
import { newTransferId, type TestEngine } from './support/test-engine.ts';

// Everything arrives, but git cannot write all files: the clone stays, as that of `git clone` does.

let anna: TestEngine;
let bob: TestEngine;
let source: string;
let clone: string;
let home: string;

beforeEach(async () => {
  ({ anna, bob, source } = await startPair());
  clone = join(bob.directory, 'clone');
  home = join(bob.directory, 'home');
  buildRepository(source, { commits: 100 });
  mkdirSync(home);
  vi.stubEnv('HOME', home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await endAll(bob, anna);
});

function filter(name: string, settings: Readonly<Record<string, string>>): void {
  const lines = Object.entries(settings).map(([key, value]) => `\t${key} = ${value}\n`);
  writeFileSync(join(home, '.gitconfig'), `[filter "${name}"]\n\trequired\n${lines.join('')}`);
}

function askForFilter(name: string): void {
  writeFileSync(join(source, '.gitattributes'), `*.bin filter=${name}\n`);
  git(source, ['add', '.gitattributes']);
  git(source, ['commit', '--quiet', '-m', 'Large files']);
}

async function cloned(isTrusted: boolean) {
  await anna.share(source);
  await bob.connect(anna);
  await bob.untilAlternatives(1);
  if (isTrusted) await bob.call('peers.trust', { peer: anna.id });
  const [swarm] = Object.keys(bob.state.swarms) as SwarmId[];
  if (swarm === undefined) throw new Error('there is no project');
  const transfer = newTransferId();
  const { notes = [] } = await bob.call('clone', { transfer, swarm, directory: clone });
  await bob.until(({ transfers }) => transfers[transfer]?.phase.state === 'done', 'it is done');
  expect(bob.state.transfers[transfer]?.phase).toMatchObject(
    notes.length > 0 ? { result: { notes } } : {},
  );
  await bob.until(
    ({ repositories }) => Object.values(repositories).some(({ path }) => path === clone),
    'it is a repository of mine',
  );
  return notes[0]?.sentence;
}

function expectWhole(): void {
  const rival = join(bob.directory, 'rival');
  git(bob.directory, ['clone', '--quiet', '--no-local', '--no-checkout', source, rival]);
  expect(refs(clone)).toEqual(refs(rival));
  expect(git(clone, ['symbolic-ref', 'HEAD'])).toBe('refs/heads/main');
  expect(git(clone, ['config', 'branch.main.remote'])).toBe('origin');
  expect(fsck(clone)).toBe('');
}

describe.each([
  ['from anybody', false],
  ['from a trusted teammate', true],
])('%s', (_who, isTrusted) => {
  test.each<[string, string, Record<string, string>, RegExp]>([
    ['a program that fails', 'lfs', { smudge: 'false' }, /git-lfs.*server/],
    ['a program that is missing', 'lfs', { smudge: 'no-such-program smudge' }, /Install git-lfs/],
    ['a process that is missing', 'lfs', { process: 'no-such-program' }, /Install git-lfs/],
    ['another program', 'git-crypt', { smudge: 'false' }, /“git-crypt” failed for .*image\.bin/],
    ['a process that ends', 'git-crypt', { process: 'true' }, /filter/],
  ])('a required filter: %s', async (_what, name, settings, told) => {
    filter(name, settings);
    askForFilter(name);
    const notice = await cloned(isTrusted);
    expect(notice).toMatch(told);
    expect(notice).toContain(`run “git reset --hard” in ${clone}`);
    expectWhole();
    // Once it works, git does the rest.
    filter(name, { smudge: 'cat', clean: 'cat' });
    git(clone, ['reset', '--quiet', '--hard'], undefined, {
      GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
    });
    const image = (path: string) => readFileSync(join(path, 'assets', 'image.bin'));
    expect(image(clone)).toEqual(image(source));
  });

  test.each<[string, string, RegExp]>([
    ['is too long', 'x'.repeat(300), /File name too long/],
    ['would be in .git', '.git', /invalid path/],
  ])('a file whose name %s', async (_what, name, told) => {
    const blob = git(source, ['rev-parse', 'main:README.md']);
    const tree = git(source, ['mktree'], `100644 blob ${blob}\t${name}\n100644 blob ${blob}\ta\n`);
    const commit = git(source, ['commit-tree', tree, '-p', 'main', '-m', 'A name']);
    git(source, ['update-ref', 'refs/heads/main', commit]);
    const notice = await cloned(isTrusted);
    expect(notice).toMatch(told);
    expect(git(clone, ['rev-parse', 'HEAD'])).toBe(commit);
    expect(refs(clone, 'refs/remotes/origin/main')).toHaveLength(1);
  });
});

test('a clone whose files are all there has no notice', async () => {
  filter('lfs', { smudge: 'cat', clean: 'cat' });
  askForFilter('lfs');
  expect(await cloned(false)).toBeUndefined();
  expectWhole();
  rmSync(join(home, '.gitconfig'));
});

test("a filter of the user's gets the password for where it has files from", async () => {
  setUpFetchingFilter(home);
  askForFilter('fetching');
  expect(await cloned(false)).toBeUndefined();
  expect(readFileSync(join(clone, 'assets', 'image.bin'), 'utf8')).toBe('known\n');
});
