import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { fsck, git, NO_MAINTENANCE, refs } from '../engine/testing/git.ts';
import { gitHome } from './support/git-home.ts';
import { runProgram } from './support/run-program.ts';
import { runShoal, ShoalNode } from './support/shoal-node.ts';
import { makeSubmoduleProject } from './support/submodule-project.ts';

const HELPER = resolve(import.meta.dirname, '../out/main/git-remote-gtp.js');

let anna: ShoalNode;
let bob: ShoalNode;
let source: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  anna = await ShoalNode.start('Anna');
  bob = await ShoalNode.start('Bob');
  source = join(anna.directory, 'project');
  buildRepository(source, { commits: 300 });
  git(source, ['tag', '-a', '-m', 'annotated', 'v-annotated']);
  await anna.json('share', source);
  await bob.untilSwarm('project');
  const bin = join(bob.directory, 'bin');
  mkdirSync(bin);
  const script = `#!/bin/sh\nexec '${process.execPath}' '${HELPER}' "$@"\n`;
  writeFileSync(join(bin, 'git-remote-gtp'), script, { mode: 0o755 });
  env = {
    PATH: [bin, process.env.PATH].join(delimiter),
    SHOAL_DATA_DIR: join(bob.directory, 'data'),
  };
});

afterAll(async () => {
  await bob[Symbol.asyncDispose]();
  await anna[Symbol.asyncDispose]();
});

function runGit(cwd: string, args: readonly string[], more: NodeJS.ProcessEnv = env) {
  return runProgram('git', args, {
    cwd,
    env: { ...process.env, ...NO_MAINTENANCE, GIT_TERMINAL_PROMPT: '0', ...more },
  });
}

/** git of Bob's, in his folder or below. */
async function bobsGit(args: readonly string[], below = '.'): Promise<string> {
  const { exitCode, stdout, stderr } = await runGit(join(bob.directory, below), args);
  if (exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

test.each([[[]], [['--bare']], [['--mirror']], [['--single-branch']], [['--no-tags']]])(
  'git clone %s makes what it makes of a path',
  async (options) => {
    const name = `by-git${options.join('')}`;
    await bobsGit(['clone', '--quiet', ...options, 'gtp://Anna/project', name]);
    const rival = `${name}-rival`;
    await bobsGit(['clone', '--quiet', '--no-local', ...options, source, rival]);
    const [mine, theirs] = [join(bob.directory, name), join(bob.directory, rival)];
    expect(refs(mine)).toEqual(refs(theirs));
    expect(git(mine, ['symbolic-ref', 'HEAD'])).toBe(git(theirs, ['symbolic-ref', 'HEAD']));
    expect(fsck(mine)).toBe('');
    const config = (path: string) =>
      git(path, ['config', '--local', '--list']).replace(/^remote\.origin\.url=.*$/m, '');
    expect(config(mine)).toBe(config(theirs));
    expect(git(mine, ['config', 'remote.origin.url'])).toBe('gtp://Anna/project');
  },
);

test('a clone of Shoal’s is fetched into and pulled by git alone', async () => {
  await bob.json('clone', 'project', join(bob.directory, 'by-shoal'));
  git(source, ['commit', '--quiet', '--allow-empty', '-m', 'a later one']);
  git(source, ['branch', 'new-idea']);
  const head = git(source, ['rev-parse', 'main']);
  await expect
    .poll(async () => bobsGit(['ls-remote', 'origin', 'main'], 'by-shoal'))
    .toContain(head);
  await bobsGit(['fetch', '--quiet'], 'by-shoal');
  const clone = join(bob.directory, 'by-shoal');
  expect(git(clone, ['rev-parse', 'origin/new-idea'])).toBe(head);
  await bobsGit(['pull', '--quiet', '--ff-only'], 'by-shoal');
  expect(git(clone, ['rev-parse', 'HEAD'])).toBe(head);
  expect(fsck(clone)).toBe('');
  git(source, ['branch', '--delete', '--quiet', 'new-idea']);
  await expect
    .poll(async () => {
      await bobsGit(['fetch', '--quiet', '--prune'], 'by-shoal');
      return refs(clone, 'refs/remotes/origin/new-idea');
    })
    .toEqual([]);
});

test('nothing new moves nothing', async () => {
  await bobsGit(['clone', '--quiet', 'gtp://anna/project', 'twice']);
  const before = refs(join(bob.directory, 'twice'));
  await bobsGit(['fetch', '--quiet'], 'twice');
  expect(refs(join(bob.directory, 'twice'))).toEqual(before);
});

test('a push is refused in words, and changes nothing', async () => {
  await bobsGit(['clone', '--quiet', 'gtp://anna/project', 'pushing']);
  const before = refs(source);
  const clone = join(bob.directory, 'pushing');
  git(clone, ['commit', '--quiet', '--allow-empty', '-m', 'mine']);
  const pushed = await runGit(clone, ['push', 'origin', 'main']);
  expect(pushed.exitCode).not.toBe(0);
  expect(pushed.stderr).toContain('Shoal brings commits by fetching');
  expect(refs(source)).toEqual(before);
});

test.each([
  ['--dry-run', 'main:refs/heads/new'],
  ['--atomic', 'main:refs/heads/new'],
  ['--force-with-lease=refs/heads/new:', 'main:refs/heads/new'],
  ['--push-option=hello', 'main:refs/heads/new'],
  ['--force', 'main~1:main'],
  ['--delete', 'main'],
])('so is one with %s', async (option, refspec) => {
  const args = ['push', option, 'gtp://anna/project', refspec];
  const { exitCode, stderr } = await runGit(source, args);
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain('Shoal brings commits by fetching');
});

test('submodules of a clone of Shoal’s come from their own addresses, or from the teammate', async () => {
  const served = join(anna.directory, 'served');
  mkdirSync(served);
  makeSubmoduleProject(anna.directory, served);
  for (const name of ['parent', 'library']) await anna.json('share', join(anna.directory, name));
  for (const name of ['parent', 'library']) await bob.untilSwarm(name);
  const home = gitHome(join(bob.directory, 'home'), ['[protocol "file"]', 'allow = always']);
  const data = ['--data', join(bob.directory, 'data')];
  const cloneOf = async (name: string) => {
    const clone = join(bob.directory, name);
    await bob.json('clone', 'parent', clone);
    return clone;
  };
  const update = (clone: string) =>
    runProgram('git', ['submodule', 'update', '--init', '--quiet'], {
      ...{ cwd: clone, env: { ...home, PATH: env.PATH, SHOAL_DATA_DIR: env.SHOAL_DATA_DIR } },
    });
  const tip = git(join(anna.directory, 'library'), ['rev-parse', 'main']);

  const own = await cloneOf('with-own-address');
  git(own, ['config', 'submodule.lib.url', `file://${join(served, 'library.git')}`]);
  expect(await update(own)).toMatchObject({ exitCode: 0, stderr: '' });
  expect(git(join(own, 'lib'), ['rev-parse', 'HEAD'])).toBe(tip);

  const relative = await cloneOf('with-relative-address');
  const refused = await update(relative);
  expect(refused.exitCode).not.toBe(0);
  expect(refused.stderr).toContain("transport 'gtp' not allowed");
  expect((await runShoal(['git', 'enable', ...data], home)).exitCode).toBe(0);
  expect(await update(relative)).toMatchObject({ exitCode: 0, stderr: '' });
  expect(git(join(relative, 'lib'), ['rev-parse', 'HEAD'])).toBe(tip);
});

test.each([
  ['gtp://nobody/project', 'Nobody nearby is called “nobody”'],
  ['gtp://anna/nothing', 'Nobody nearby shares “nothing”'],
  ['gtp://anna', 'Write gtp://TEAMMATE/PROJECT'],
])('%s fails with a sentence', async (address, sentence) => {
  const { exitCode, stderr } = await runGit(bob.directory, ['ls-remote', address]);
  expect(exitCode).not.toBe(0);
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(sentence)]);
});

test('without a Shoal that runs, git says so', async () => {
  const nobody = { ...env, SHOAL_DATA_DIR: join(bob.directory, 'none') };
  const { exitCode, stderr } = await runGit(
    bob.directory,
    ['ls-remote', 'gtp://anna/project'],
    nobody,
  );
  expect(exitCode).not.toBe(0);
  expect(stderr).toMatch(/^fatal: [^\n]*Shoal[^\n]*\n$/);
});
