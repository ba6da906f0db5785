import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { fsck, git } from '../engine/testing/git.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import type { DepotLog } from '../shared/api/depot-push-contract.ts';
import { runProgram } from './support/run-program.ts';
import { ShoalNode } from './support/shoal-node.ts';

const HELPER = resolve(import.meta.dirname, '../out/main/git-remote-gtp.js');
const URL = 'gtp://depot/charts';

let anna: ShoalNode;
let bob: ShoalNode;
let depot: ShoalNode;
let hers: string;
let his: string;
const home = temporaryFolder();

/** Anna's project is kept by a depot, from which Bob has cloned it. */
beforeAll(async () => {
  hers = join(home, 'charts');
  buildRepository(hers, { commits: 20, files: 5 });
  depot = await ShoalNode.start('depot', {
    args: ['--no-mdns', '--depot', join(home, 'depot'), '--mirror', '*'],
  });
  const meet = ['--no-mdns', '--peer', depot.listen];
  [anna, bob] = await Promise.all([
    ShoalNode.start('Anna', { args: meet }),
    ShoalNode.start('Bob', { args: meet }),
  ]);
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const script = `#!/bin/sh\nexec '${process.execPath}' '${HELPER}' "$@"\n`;
  writeFileSync(join(bin, 'git-remote-gtp'), script, { mode: 0o755 });
  await anna.json('share', hers, '--to', 'everyone');
  await bob.untilSwarm('charts');
  his = join(home, 'his');
});

afterAll(async () => {
  await Promise.all([anna.kill(), bob.kill(), depot.kill()]);
  rmSync(home, { recursive: true, force: true });
});

function runGit(who: ShoalNode, cwd: string, ...args: string[]) {
  const env = {
    ...process.env,
    PATH: [join(home, 'bin'), process.env.PATH].join(delimiter),
    SHOAL_DATA_DIR: join(who.directory, 'data'),
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
  return runProgram('git', args, { cwd, env });
}

const commit = (path: string, message: string) => {
  git(path, ['commit', '--quiet', '--allow-empty', '-m', message]);
  return git(path, ['rev-parse', 'HEAD']);
};
const log = (who: ShoalNode) =>
  who.json<DepotLog & Record<string, unknown>>('depot', 'log', 'charts');

test('git pushes to a depot as to any server, and is told what it is told there', async () => {
  const clone = () => runGit(bob, home, 'clone', '--quiet', URL, his);
  await expect.poll(clone, { timeout: 60_000 }).toMatchObject({ exitCode: 0 });
  const refused = await runGit(bob, his, 'push', 'origin', 'main:theirs');
  expect(refused.exitCode).not.toBe(0);
  expect(refused.stderr).toMatch(/! \[remote rejected\] main -> theirs \(Bob may not push there/);

  const first = commit(hers, 'first');
  const dry = await runGit(anna, hers, 'push', '--dry-run', '--porcelain', URL, 'main');
  expect(dry).toMatchObject({ exitCode: 0 });
  expect(dry.stdout).toContain('*\trefs/heads/main:refs/heads/main\t[new branch]');
  expect((await log(anna)).entries).toEqual([]);
  const pushed = await runGit(anna, hers, 'push', '--porcelain', URL, 'main');
  expect(pushed).toMatchObject({ exitCode: 0 });
  expect((await runGit(anna, hers, 'ls-remote', URL, 'main')).stdout).toContain(first);
  expect((await runGit(anna, hers, 'push', URL, 'main')).stderr).toContain('Everything up-to-date');

  await anna.json('depot', 'grant', 'charts', bob.id, 'maintainer', '--refs', 'main');
  const his1 = commit(his, 'Bob has not fetched');
  const behind = await runGit(bob, his, 'push', 'origin', 'main');
  expect(behind.stderr).toMatch(/! \[rejected\] +main -> main \(fetch first\)/);
  expect((await runGit(bob, his, 'pull', '--quiet', '--rebase')).exitCode).toBe(0);
  expect(git(his, ['rev-parse', 'main'])).not.toBe(his1);
  expect((await runGit(bob, his, 'push', 'origin', 'main')).stderr).toContain('main -> main');
  const his2 = git(his, ['rev-parse', 'main']);
  expect(git(his, ['rev-parse', 'origin/main'])).toBe(his2);

  const lost = await runGit(bob, his, 'push', '--force', 'origin', 'main~1:main');
  expect(lost.stderr).toMatch(/\[remote rejected\].*may add to refs\/heads\/main there/);
  git(hers, ['tag', 'v1']);
  const several = await runGit(
    anna,
    hers,
    'push',
    '--force',
    URL,
    'main',
    'v1',
    'main~1:refs/heads/topic',
  );
  expect(several.exitCode).toBe(0);
  expect(several.stderr).toMatch(/\+ .* main -> main \(forced update\)/);
  const gone = await runGit(anna, hers, 'push', '--atomic', URL, ':topic', 'main~2:main');
  expect(gone.stderr).toMatch(/! \[rejected\] +main~2 -> main \(non-fast-forward\)/);
  expect((await runGit(anna, hers, 'push', URL, ':topic')).stderr).toContain('- [deleted]');

  const { entries } = await log(bob);
  expect(entries.map(({ act }) => act.kind)).toEqual([
    ...['grant', 'push', 'grant', 'push', 'push', 'push'],
  ]);
  expect((await bob.cli('depot', 'log', 'charts')).stdout).toContain(
    '6 entries, all of them signed by those who may.',
  );
});

test('where a depot has a project twice, git is told so, and pushes to the one whose id stands for its name', async () => {
  await bob.json('share', his, '--to', 'depot');
  type Kept = { depot: { projects: { id: string; people: { name: string }[] }[] } };
  const ofBob = async () => {
    const { projects } = (await depot.json<Kept>('depot', 'list')).depot;
    return projects.find(({ people }) => people.length === 1 && people[0]?.name === 'Bob')?.id;
  };
  await expect.poll(ofBob, { timeout: 60_000 }).toBeDefined();
  const id = await ofBob();
  commit(his, 'in a copy of my own');
  const push = (url: string) => runGit(bob, his, 'push', '--porcelain', url, 'main');
  const either = () => push(URL).then(({ stderr }) => stderr);
  await expect.poll(either, { timeout: 60_000 }).toContain('has this project several times: ');
  // In the order of their names, and Bob has never met Anna.
  expect(await either()).toMatch(/: \w+ \(\w{16}\) and \w+ \(\w{16}\)\. Say which one/);
  expect(await either()).toContain(`Bob (${id})`);
  expect(await push(`gtp://depot/${id}`)).toMatchObject({ exitCode: 0 });
  const kept = join(home, 'depot', 'projects', id ?? '', 'project.git');
  expect(git(kept, ['rev-parse', 'main'])).toBe(git(his, ['rev-parse', 'main']));
  const fetched = await runGit(bob, his, 'ls-remote', `gtp://depot/${id}`, 'refs/heads/main');
  expect(fetched.stdout).toContain(git(his, ['rev-parse', 'main']));
  const named = await bob.json<DepotLog>('depot', 'log', 'charts', '--copy', 'Bob');
  expect(named).toMatchObject({ owner: { name: 'Bob' }, entries: [{ seq: 1 }, { seq: 2 }] });
  // The others are about Anna's alone.
  await bob.json('unshare', his);
  await depot.json('depot', 'remove', id ?? '');
  // What it has ended is missed by whoever saw it, until they say that it is well.
  const log = (...more: string[]) => bob.cli('depot', 'log', 'charts', ...more);
  const missed = () => log().then(({ stderr }) => stderr);
  await expect.poll(missed, { timeout: 60_000 }).toContain('depot hides pushes to this project');
  expect(await log('--accept')).toMatchObject({ exitCode: 0 });
  expect(await log()).toMatchObject({ exitCode: 0 });
});

test('a lost laptop’s key is taken back by its six words, from another one', async () => {
  const { roles } = await log(anna);
  const words = roles.find(({ peer }) => peer === bob.id)?.words ?? [];
  expect(words).toHaveLength(6);
  await anna.json('depot', 'revoke', 'charts', ...words);
  expect((await runGit(bob, his, 'fetch', '--quiet')).exitCode).toBe(0);
  git(his, ['reset', '--quiet', '--hard', 'origin/main']);
  commit(his, 'too late');
  const refused = await runGit(bob, his, 'push', 'origin', 'main');
  expect(refused.stderr).toMatch(/\[remote rejected\].*was taken back/);
  expect(fsck(his)).toBe('');
});

test('a depot that shows none of the pushes any more is named by every command that asks it', async () => {
  const { directory, listen } = depot;
  await depot.leave();
  const older = join(home, 'older');
  git(home, ['clone', '--quiet', '--no-local', hers, older]);
  const args = ['--no-mdns', '--listen', listen];
  depot = await ShoalNode.start('depot', { directory, args });
  await depot.json('share', older, '--to', 'everyone');
  const hides =
    /depot hides pushes to this project: it shows 0 signed entries, and there were 7 on/;
  const status = async () => (await anna.cli('status')).stdout;
  await expect.poll(status, { timeout: 60_000 }).toMatch(/^Problem: depot hides pushes/m);
  for (const asked of [
    ['fetch', hers, 'depot'],
    ['depot', 'log', 'charts'],
    ['depot', 'roles', 'charts'],
  ]) {
    const refused = await anna.cli(...asked);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(hides);
  }
  const main = git(hers, ['rev-parse', 'main']);
  const pushed = await runGit(anna, hers, 'push', URL, 'main~1:refs/heads/other');
  expect(pushed.exitCode).not.toBe(0);
  expect(pushed.stderr).toMatch(hides);
  const ended = await anna.cli('depot', 'log', 'charts', '--accept');
  expect(ended).toMatchObject({ exitCode: 0, stdout: 'Nothing was pushed to depot yet.\n' });
  await expect.poll(status, { timeout: 60_000 }).not.toContain('Problem:');
  expect(await anna.cli('fetch', hers, 'depot')).toMatchObject({ exitCode: 0 });
  expect(git(hers, ['rev-parse', 'main'])).toBe(main);
});
