import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ShareBack } from '../../shared/domain/visibility.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { git } from '../testing/git.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
let swarm: SwarmId;

beforeEach(async () => {
  anna = await TestEngine.start('anna');
  bob = await TestEngine.start('bob');
  const hers = join(anna.directory, 'map');
  git(anna.directory, ['init', '--quiet', '--initial-branch=main', hers]);
  git(hers, ['commit', '--quiet', '--allow-empty', '-m', 'Begin']);
  await anna.share(hers);
  await bob.connect(anna);
  await bob.untilAlternatives(1);
  swarm = Object.keys(bob.state.swarms)[0] as SwarmId;
});
afterEach(async () => {
  await anna[Symbol.asyncDispose]();
  await bob[Symbol.asyncDispose]();
});

const check = (directory: string) => bob.call('clone.check', { swarm, directory });
const clone = (directory: string, share?: ShareBack) =>
  bob.call('clone', { transfer: newTransferId(), swarm, directory, share });
const visibilities = () =>
  Object.values(bob.state.repositories).map(({ visibility }) => visibility.to);

test('a folder that cannot take a clone is told before, and nothing is changed', async () => {
  const taken = join(bob.directory, 'taken');
  mkdirSync(taken);
  writeFileSync(join(taken, 'notes.txt'), 'mine');
  const file = join(taken, 'notes.txt');
  const before = readdirSync(bob.directory);
  for (const [path, code, words] of [
    [taken, 'folder-taken', 'is not empty'],
    [`${taken}/`, 'folder-taken', 'is not empty'],
    [file, 'folder-taken', 'exists'],
    [join(file, 'below'), 'folder-unusable', 'a part of its path is a file'],
    [join(bob.directory, 'x'.repeat(300)), 'folder-unusable', 'its name is too long'],
    ['relative', 'invalid-request', 'full path'],
  ] as const) {
    const failure = { code, isFinal: true, message: expect.stringContaining(words) };
    await expect(check(path), path).rejects.toMatchObject(failure);
    await expect(clone(path), path).rejects.toMatchObject({ code });
  }
  expect(readdirSync(bob.directory)).toEqual(before);
  expect(Object.values(bob.state.repositories)).toEqual([]);
});

test('a failure that the same again cannot mend is told as one', async () => {
  const taken = join(bob.directory, 'taken');
  mkdirSync(taken);
  writeFileSync(join(taken, 'notes.txt'), 'mine');
  await expect(clone(taken)).rejects.toMatchObject({ code: 'folder-taken' });
  await bob.until(
    ({ transfers }) =>
      Object.values(transfers).some(({ phase }) => phase.state === 'failed' && phase.isFinal),
    'the failure is shown',
  );
});

test('an empty folder, and one that is not there yet, can be used', async () => {
  const empty = join(bob.directory, 'empty');
  mkdirSync(empty);
  await check(empty);
  await check(join(bob.directory, 'not', 'there', 'yet'));
  expect(readdirSync(bob.directory)).not.toContain('not');
});

test('however a folder is written, it is one', async () => {
  const { path } = await clone(`${join(bob.directory, 'a', '..', 'map')}/`);
  expect(path).toBe(join(bob.directory, 'map'));
});

test.each([
  ['everyone', 'everyone'],
  ['trusted', 'trusted'],
  ['nobody', 'nobody'],
  [undefined, 'nobody'],
] as const)('a clone with share %s is shown to %s once it is here', async (share, seen) => {
  await clone(join(bob.directory, 'map'), share);
  await bob.until(() => visibilities().includes(seen), 'the clone is shared as wanted');
  expect(visibilities()).toEqual([seen]);
});

test('what is taken on trust is shared when it is checked', async () => {
  await bob.call('peers.trust', { peer: anna.id });
  await clone(join(bob.directory, 'map'), 'everyone');
  await bob.until(() => visibilities().includes('everyone'), 'the clone is shared');
  await bob.until(
    ({ transfers }) => Object.values(transfers).every(({ phase }) => phase.state === 'done'),
    'it is checked',
  );
});

test('with whom clones are shared is remembered', async () => {
  await bob.call('cloning.set', { share: 'trusted' });
  await bob.until(({ cloning }) => cloning.share === 'trusted', 'it is shown');
  bob = await bob.restarted();
  expect(bob.state.cloning).toEqual({ share: 'trusted' });
});
