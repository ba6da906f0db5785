import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Oid, SwarmId } from '../../shared/ids.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { SmallDisk, smallDiskObstacle } from '../testing/small-disk.ts';
import { deltaBomb, treeBomb } from './support/bombs.ts';
import { hostilePeer } from './support/hostile-peer.ts';
import { HostileRoom } from './support/hostile-room.ts';
import { Stranger } from './support/stranger.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';
import {
  attackObstacle,
  expectUnharmed,
  type Target,
  underAttack,
} from './support/under-attack.ts';

const MIB = 1024 * 1024;
/** Many minutes of unpacking in some hundred kilobytes. */
const SLOW = deltaBomb(400, 32);
const failures: string[] = [];

/** Somebody offers a project whose only block is a bomb; it is cloned twice. */
async function offerBombs({ node, begun }: Target): Promise<void> {
  const bait = join(node.directory, 'bait');
  buildRepository(bait, { commits: 5, seed: 99 });
  const swarm = swarmOf(bait);
  const peer = hostilePeer(bait, { plansItsLies: true, block: () => SLOW });
  using _mallory = await Stranger.connect(node, peer.handler);
  const seen = ({ swarms }: typeof node.state) => swarms[swarm] !== undefined;
  await node.until(seen, 'the bait is seen');
  begun();
  for (const name of ['first', 'second']) {
    const directory = join(node.directory, name);
    const cloning = node.call('clone', { transfer: newTransferId(), swarm, directory });
    failures.push(
      await cloning.then(
        () => 'none',
        ({ code }: { code: string }) => code,
      ),
    );
    expect(existsSync(directory)).toBe(false);
  }
}

function swarmOf(repository: string): SwarmId {
  return swarmIdOf('sha1', git(repository, ['rev-list', '--max-parents=0', 'main']) as Oid);
}

test.skipIf(attackObstacle !== null)(
  'packs that take very long to unpack harm nobody',
  async () => {
    expect(SLOW.length).toBeLessThan(200_000);
    expectUnharmed(await underAttack(offerBombs));
    expect(failures).toEqual(['costly-block', 'costly-block']);
  },
);

let room: HostileRoom;
beforeAll(async () => {
  room = await HostileRoom.open();
});
afterAll(() => room[Symbol.asyncDispose]());

test('an object of gigabytes in a hundred bytes is refused before it takes any memory', async () => {
  const bomb = deltaBomb(1, 200);
  const begun = performance.now();
  const error = await room.failedFetch({ plansItsLies: true, block: () => bomb });
  expect(error.code).toBe('costly-block');
  expect(error.message).toMatch(/^Mallory [^\n]*\.$/);
  expect(performance.now() - begun).toBeLessThan(8_000);
});

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
