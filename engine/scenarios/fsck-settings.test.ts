import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildRepository } from '../testing/build-repository.ts';
import { cloneAt, git, refs } from '../testing/git.ts';
import { endAll, startPair } from './support/pair.ts';
import type { TestEngine } from './support/test-engine.ts';

// The user's settings for fsck mean for Shoal what they mean for `git fetch`.

let anna: TestEngine;
let bob: TestEngine;
let source: string;
let clone: string;
let home: string;
/** A tree that git fsck refuses. */
let evil: string;

beforeEach(async () => {
  ({ anna, bob, source } = await startPair());
  clone = join(bob.directory, 'project');
  // Settings cannot name a folder with a space in it, not even by `~`.
  home = join(bob.directory, 'home');
  mkdirSync(home);
  vi.stubEnv('HOME', home);
  buildRepository(source, { commits: 20 });
  cloneAt(source, 'main', clone);
  const blob = git(source, ['rev-parse', 'main:README.md']);
  evil = git(source, ['mktree'], `100644 blob ${blob}\t.git\n`);
  git(source, ['branch', 'evil', git(source, ['commit-tree', evil, '-p', 'main', '-m', 'evil'])]);
  await anna.share(source);
  await bob.connect(anna);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await endAll(bob, anna);
});

function settings(text: string): void {
  writeFileSync(join(home, '.gitconfig'), text);
}

const listEvil = (path: string) => writeFileSync(path, `# known\n\n${evil}\n`);

async function codeOfFetch(): Promise<string> {
  await bob.call('repositories.add', { path: clone });
  await bob.untilAlternatives(1);
  return bob.fetch(clone).then(
    () => 'fetched',
    ({ code }: { code: string }) => code,
  );
}

function doesGitFetch(): boolean {
  const rival = join(bob.directory, 'rival');
  git(bob.directory, ['clone', '--quiet', '--no-local', '--branch=main', clone, rival]);
  const env = { HOME: home, GIT_CONFIG_GLOBAL: join(home, '.gitconfig') };
  listEvil(join(rival, 'relative'));
  try {
    git(rival, ['fetch', '--quiet', source, 'evil'], undefined, env);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(rival, { recursive: true });
  }
}

const CAREFUL = '[fetch]\n\tfsckObjects = true\n[fetch "fsck"]\n';

test.each([
  ['no wish for it', '', true],
  ['a wish in another word', '[fetch]\n\tfsckObjects = yes\n', false],
  ['a wish for all transfers', '[transfer]\n\tfsckObjects\n', false],
  ['a wish for all but this', '[transfer]\n\tfsckObjects = on\n[fetch]\n\tfsckObjects = 0\n', true],
  ['a list in the home folder', `${CAREFUL}\tskipList = ~/skip\n`, true],
  ['a list in the working tree', `${CAREFUL}\tskipList = relative\n`, true],
  ['two lists', `${CAREFUL}\tskipList = ~/skip\n\tskipList = ~/empty\n`, true],
  ['a fault that is ignored', `${CAREFUL}\thasDotgit = ignore\n`, true],
  ['a name of another version', `${CAREFUL}\tsomeNewFault = ignore\n`, false],
  ['names of both', `${CAREFUL}\tnewFault = error\n\thasDotgit = warn\n\tother = warn\n`, true],
  ['settings for pushes', `${CAREFUL}[receive "fsck"]\n\thasDotgit = ignore\n`, false],
  ['settings for git fsck', `${CAREFUL}[fsck]\n\thasDotgit = ignore\n`, false],
])('%s', async (_what, text, isTaken) => {
  listEvil(join(home, 'skip'));
  writeFileSync(join(home, 'empty'), '');
  listEvil(join(clone, 'relative'));
  settings(text);
  expect(doesGitFetch()).toBe(isTaken);
  expect(await codeOfFetch()).toBe(isTaken ? 'fetched' : 'fsck');
  expect(refs(clone, 'refs/remotes/anna/evil')).toHaveLength(isTaken ? 1 : 0);
});

test.each([
  ['a list that is missing', `${CAREFUL}\tskipList = ~/missing\n`],
  ['a list that is none', `${CAREFUL}\tskipList = ~/.gitconfig\n`],
  ['a user who is unknown', `${CAREFUL}\tskipList = ~nobody-of-that-name/skip\n`],
  ['a level that is none', `${CAREFUL}\thasDotgit = maybe\n`],
  ['a wish that is none', '[fetch]\n\tfsckObjects = maybe\n'],
])('%s is for the user to mend, and nothing comes a second time', async (_what, text) => {
  settings(text);
  expect(doesGitFetch()).toBe(false);
  expect(await codeOfFetch()).toBe('git-setting');
  settings('');
  expect(await bob.fetch(clone)).toMatchObject({ bytes: 0 });
  expect(refs(clone, 'refs/remotes/anna/evil')).toHaveLength(1);
});
