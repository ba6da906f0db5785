import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import { expect, test } from 'vitest';
import type { Oid } from '../../shared/ids.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { SmallDisk, smallDiskObstacle } from '../testing/small-disk.ts';
import { treeBomb } from './support/bombs.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

const MIB = 1024 * 1024;

/** A stranger's project whose default branch is a bomb, seen by somebody who may clone it. */
async function offered(room: AsyncDisposableStack, depth: number, content?: string) {
  const anna = room.use(await TestEngine.start('Anna'));
  const cleo = room.use(await TestEngine.start('Cleo'));
  const path = join(anna.directory, 'bomb');
  buildRepository(path, { commits: 2, seed: 77 });
  const head = treeBomb(path, depth, content) as Oid;
  git(path, ['symbolic-ref', 'HEAD', 'refs/heads/bomb']);
  await anna.share(path);
  await cleo.connect(anna);
  const swarm = swarmIdOf('sha1', head);
  await cleo.until(({ swarms }) => swarms[swarm] !== undefined, 'it is seen');
  const clone = (directory: string) =>
    cleo.call('clone', { transfer: newTransferId(), swarm, directory });
  return { cleo, swarm, clone };
}

test('folders in folders that hold more files than any disk are neither written out nor counted', async () => {
  await using stack = new AsyncDisposableStack();
  const { cleo, swarm, clone } = await offered(stack, 9);
  // Who is asked once more has read it meanwhile: on a busy machine the first answer may come late.
  const look = () => cleo.call('browse', { swarm, head: 'bomb' });
  const { overview } = await look().catch(look).catch(look);
  expect(overview.files).toBe(300_000);
  const directory = join(cleo.directory, 'clone');
  await expect(clone(directory)).rejects.toMatchObject({ code: 'too-many-files' });
  expect(existsSync(directory)).toBe(false);
});

test('gigabytes of zeros in a few kilobytes are not written out', async () => {
  await using stack = new AsyncDisposableStack();
  const zeros = '\0'.repeat(4 * MIB);
  const { cleo, clone } = await offered(stack, 3, zeros);
  const directory = join(cleo.directory, 'clone');
  const refused = clone(directory);
  await expect(refused).rejects.toMatchObject({ code: 'too-many-bytes' });
  await expect(refused).rejects.toThrow(/^The files that Anna shares [^\n]*more than 1[^\n]*\.$/);
  expect(existsSync(directory)).toBe(false);
});

test.skipIf(smallDiskObstacle() !== null)(
  'what does not fit on the disk is not written out, and what came is kept',
  async () => {
    await using stack = new AsyncDisposableStack();
    const { clone } = await offered(stack, 2, '\0'.repeat(MIB));
    using disk = SmallDisk.make(64 * MIB);
    const directory = join(disk.path, 'clone');
    const refused = clone(directory);
    await expect(refused).rejects.toMatchObject({ code: 'disk-full' });
    await expect(refused).rejects.toThrow(/take 10\d MB, and the disk has room for [56]\d MB/);
    expect(readdirSync(directory)).toEqual(['.git']);
  },
);
