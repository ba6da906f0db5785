import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SwarmId } from '../../shared/ids.ts';
import { fsck, git, refs } from '../testing/git.ts';
import { endAll, startSharingPair } from './support/pair.ts';
import { newTransferId, type TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
let source: string;
let swarm: SwarmId;

beforeAll(async () => {
  ({ anna, bob, source } = await startSharingPair({ commits: 500, binaryBytes: 3_000_000 }));
  swarm = Object.keys(bob.state.swarms)[0] as SwarmId;
});

afterAll(() => endAll(bob, anna));

test('a clone is what git clone makes, ref for ref', async () => {
  const clone = join(bob.directory, 'clone');
  const rival = join(bob.directory, 'rival');
  git(bob.directory, ['clone', '--quiet', '--no-local', source, rival]);

  const result = await bob.call('clone', { transfer: newTransferId(), swarm, directory: clone });

  expect(result.path).toBe(clone);
  expect(result.blocks).toBeGreaterThan(1);
  expect(refs(clone)).toEqual(refs(rival));
  expect(git(clone, ['symbolic-ref', 'HEAD'])).toBe(git(rival, ['symbolic-ref', 'HEAD']));
  expect(git(clone, ['status', '--porcelain=v2', '--branch'])).toBe(
    git(rival, ['status', '--porcelain=v2', '--branch']),
  );
  expect(git(clone, ['ls-files', '--stage'])).toBe(git(rival, ['ls-files', '--stage']));
  expect(fsck(clone)).toBe('');
  expect(readdirSync(join(clone, '.git')).filter((name) => name.startsWith('shoal'))).toEqual([]);
  await bob.until(
    ({ repositories }) => Object.values(repositories).some(({ path }) => path === clone),
    'the clone is known',
  );
});

test('it has one pack, and one for what came after the checkpoint, and is healthy', async () => {
  const clone = join(bob.directory, 'clone');
  const files = readdirSync(join(clone, '.git/objects/pack'));
  // Later versions of git write a reverse index, too.
  const needed = files.filter((name) => !name.endsWith('.rev'));
  expect(needed.map((name) => name.replace(/^pack-[0-9a-f]+/, '')).sort()).toEqual([
    '.idx',
    '.idx',
    '.pack',
    '.pack',
  ]);
  expect(fsck(clone)).toBe('');
  git(clone, ['gc', '--quiet']);
  git(clone, ['commit', '--quiet', '--allow-empty', '-m', 'works']);
  expect(fsck(clone)).toBe('');
});

test('a folder with something in it is left alone', async () => {
  const taken = join(bob.directory, 'taken');
  mkdirSync(taken);
  writeFileSync(join(taken, 'mine.txt'), 'mine');
  await expect(
    bob.call('clone', { transfer: newTransferId(), swarm, directory: taken }),
  ).rejects.toMatchObject({ code: 'folder-taken' });
  expect(readdirSync(taken)).toEqual(['mine.txt']);
});

test('a cancelled clone leaves no folder', async () => {
  const directory = join(bob.directory, 'cancelled');
  const transfer = newTransferId();
  const cloning = bob.call('clone', { transfer, swarm, directory });
  await bob.until(
    ({ transfers }) => transfers[transfer]?.phase.state === 'receiving',
    'it receives',
  );
  await bob.call('transfers.cancel', { transfer });
  await expect(cloning).rejects.toMatchObject({ code: 'cancelled' });
  expect(existsSync(directory)).toBe(false);
  await bob.until(
    ({ transfers }) => transfers[transfer]?.phase.state === 'cancelled',
    'it is told',
  );
});

test('a folder in which a clone was killed is cloned into again', async () => {
  const directory = join(bob.directory, 'killed');
  mkdirSync(join(directory, '.git', 'objects'), { recursive: true });
  writeFileSync(join(directory, '.git', 'shoal-clone'), '');
  await bob.call('clone', { transfer: newTransferId(), swarm, directory });
  expect(fsck(directory)).toBe('');
});

test('an unknown swarm is told in a sentence', async () => {
  const directory = join(bob.directory, 'nothing');
  const unknown = 'a'.repeat(52) as SwarmId;
  await expect(
    bob.call('clone', { transfer: newTransferId(), swarm: unknown, directory }),
  ).rejects.toMatchObject({ code: 'unknown-swarm' });
  expect(existsSync(directory)).toBe(false);
});
