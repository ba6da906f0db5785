import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { cloneAt, fsck, git, refs, trackingRefsOf, untouchables } from '../engine/testing/git.ts';
import type { TransferResult } from '../shared/api/state.ts';
import { runShoal, ShoalNode } from './support/shoal-node.ts';

let anna: ShoalNode;
let bob: ShoalNode;
let source: string;

beforeAll(async () => {
  anna = await ShoalNode.start('Anna');
  bob = await ShoalNode.start('Bob');
  source = join(anna.directory, 'project');
  buildRepository(source, { commits: 1_000 });
  await anna.json('share', source);
  await bob.untilSwarm('project');
});

afterAll(async () => {
  await bob[Symbol.asyncDispose]();
  await anna[Symbol.asyncDispose]();
});

function olderClone(name: string): string {
  const path = join(bob.directory, name);
  cloneAt(source, 'main~200', path);
  return path;
}

test('two nodes find each other over mDNS, and a fetch brings exactly the heads', async () => {
  const clone = olderClone('clone');
  writeFileSync(join(clone, 'README.md'), 'an edit that is not committed\n');
  const before = untouchables(clone);
  const result = await bob.json<TransferResult>('fetch', clone);
  expect(refs(clone, 'refs/remotes').sort()).toEqual(trackingRefsOf(source, 'anna'));
  expect(untouchables(clone)).toBe(before);
  expect(fsck(clone)).toBe('');
  expect(result).toMatchObject({ blocks: 1, peers: [{ id: anna.id, bytes: result.bytes }] });
  expect(result.updated).toContainEqual({
    ref: 'refs/remotes/anna/main',
    old: null,
    new: git(source, ['rev-parse', 'main']),
  });
});

test('a clone is a working repository, ref for ref what git clone makes', async () => {
  const clone = join(bob.directory, 'by-shoal');
  const rival = join(bob.directory, 'by-git');
  git(bob.directory, ['clone', '--quiet', '--no-local', source, rival]);
  await bob.json('clone', 'project', clone);
  expect(refs(clone)).toEqual(refs(rival));
  expect(git(clone, ['status', '--porcelain=v2', '--branch'])).toBe(
    git(rival, ['status', '--porcelain=v2', '--branch']),
  );
  expect(fsck(clone)).toBe('');
  git(clone, ['commit', '--allow-empty', '--quiet', '-m', 'works']);
});

test('a commit on one machine is offered on the other by itself', async () => {
  const clone = olderClone('watching');
  await bob.json('fetch', clone);
  git(source, ['commit', '--allow-empty', '--quiet', '-m', 'later']);
  const later = git(source, ['rev-parse', 'main']);
  const deadline = Date.now() + 60_000;
  let result = await bob.json<TransferResult>('fetch', clone);
  while (result.updated.length === 0 && Date.now() < deadline) {
    result = await bob.json<TransferResult>('fetch', clone);
  }
  expect(result.updated.map((update) => update.new)).toContain(later);
});

describe('bad input gets one sentence, and changes nothing', () => {
  async function refused(code: string, ...args: string[]): Promise<void> {
    const { exitCode, stdout } = await bob.cli(...args, '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout).error.code).toBe(code);
    const plain = await bob.cli(...args);
    expect(plain).toMatchObject({ exitCode: 1, stdout: '' });
    expect(plain.stderr.trim()).toMatch(/^shoal: [^\n]+[.?]$|^shoal: [^\n]*safe\.directory[^\n]*$/);
  }
  const folder = (name: string) => {
    const path = join(bob.directory, name);
    mkdirSync(path, { recursive: true });
    return path;
  };

  test('no repository', () => refused('not-a-repository', 'fetch', folder('plain')));
  test('no folder', () => refused('folder-missing', 'share', join(bob.directory, 'missing')));

  test('a folder whose name has a line break', () =>
    refused('not-a-repository', 'share', folder('two\nlines')));

  test('an empty repository', async () => {
    const path = folder('empty');
    git(path, ['init', '--quiet']);
    await refused('repository-empty', 'fetch', path);
    expect(refs(path)).toEqual([]);
  });

  test('a shallow clone', async () => {
    const path = join(bob.directory, 'shallow');
    git(bob.directory, ['clone', '--quiet', '--depth=1', `file://${source}`, path]);
    await refused('repository-shallow', 'fetch', path);
    await refused('repository-shallow', 'share', path);
  });

  test('a partial clone', async () => {
    git(source, ['config', 'uploadpack.allowFilter', 'true']);
    const path = join(bob.directory, 'partial');
    git(bob.directory, ['clone', '--quiet', '--filter=blob:none', `file://${source}`, path]);
    await refused('repository-partial', 'fetch', path);
  });

  test('an unknown teammate', async () => {
    const clone = olderClone('unknown-peer');
    await refused('unknown-peer', 'fetch', clone, 'nobody');
    expect(refs(clone, 'refs/remotes')).toEqual([]);
  });

  test('a name that is a remote of the user’s', async () => {
    const clone = olderClone('with-remote');
    git(clone, ['remote', 'add', 'anna', 'https://example.invalid/anna.git']);
    const before = untouchables(clone);
    await refused('alias-taken', 'fetch', clone, 'Anna', '--as', 'anna');
    const named = await bob.cli('fetch', clone, 'Anna', '--as', 'anna');
    expect(named.stderr).toContain('--as NAME');
    expect(untouchables(clone)).toBe(before);
    expect(refs(clone, 'refs/remotes')).toEqual([]);
  });

  test('and without a name that was asked for, another one is used and told', async () => {
    const clone = olderClone('with-other-remote');
    git(clone, ['remote', 'add', 'anna', 'https://example.invalid/anna.git']);
    const before = untouchables(clone);
    const { exitCode, stdout } = await bob.cli('fetch', clone);
    const alias = `anna-${anna.id.slice(0, 8)}`;
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Anna’s heads are kept under “${alias}” here`);
    expect(untouchables(clone)).toBe(before);
    expect(git(clone, ['rev-parse', `refs/remotes/${alias}/main`])).toBe(
      git(source, ['rev-parse', 'main']),
    );
  });

  test('one teammate who is unknown, beside one who is not', async () => {
    const clone = olderClone('one-of-two');
    const { exitCode, stdout, stderr } = await bob.cli('fetch', clone, 'Anna', 'nobody', '--json');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^shoal: nobody: [^\n]+\n$/);
    expect(JSON.parse(stdout)).toMatchObject({
      updated: expect.arrayContaining([
        { ref: 'refs/remotes/anna/main', old: null, new: git(source, ['rev-parse', 'main']) },
      ]),
      failed: [{ peer: null, name: 'nobody', code: 'unknown-peer' }],
    });
  });

  test('a busy port', async () => {
    const data = join(bob.directory, 'other-data');
    const args = ['serve', '--data', data, '--no-mdns', '--listen', anna.listen];
    const { exitCode, stderr } = await runShoal(args);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^shoal: Port \d+ is in use[^\n]+\n$/);
  });

  test('no git, and a git that is too old', async () => {
    const data = join(bob.directory, 'no-git-data');
    const args = ['serve', '--data', data, '--no-mdns', '--listen', '127.0.0.1:0'];
    const without = await runShoal(args, { ...process.env, PATH: folder('bin') });
    expect(without).toMatchObject({ exitCode: 1, stdout: '' });
    expect(without.stderr).toMatch(/^shoal: git was not found[^\n]+\n$/);
    writeFileSync(join(folder('bin'), 'git'), '#!/bin/sh\necho git version 2.30.2\n', {
      mode: 0o755,
    });
    const old = await runShoal(args, { ...process.env, PATH: folder('bin') });
    expect(old.stderr).toMatch(/^shoal: git 2\.30\.2 is too old[^\n]+\n$/);
  });

  test('a second node on the same data folder', async () => {
    const data = join(bob.directory, 'data');
    const { exitCode, stderr } = await runShoal(['serve', '--data', data, '--no-mdns']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^shoal: Shoal is already running[^\n]+\n$/);
  });
});
