import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SwarmId, TransferId } from '../../shared/ids.ts';
import { fsck, git, refs } from '../testing/git.ts';
import { packBlocks } from './support/pack-blocks.ts';
import { endAll, startSharingPair } from './support/pair.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
let source: string;
let clone: string;
let transfer: TransferId;

beforeEach(async () => {
  ({ anna, bob, source } = await startSharingPair({ commits: 400, binaryBytes: 1_000_000 }));
  await bob.call('peers.trust', { peer: anna.id });
  clone = join(bob.directory, 'clone');
  transfer = newTransferId();
});
afterEach(() => endAll(bob, anna));

function cloning() {
  const swarm = Object.keys(bob.state.swarms)[0] as SwarmId;
  return bob.call('clone', { transfer, swarm, directory: clone });
}

function phase() {
  return bob.state.transfers[transfer]?.phase;
}

async function untilEnded(): Promise<void> {
  await bob.until(
    () => phase()?.state === 'done' || phase()?.state === 'failed',
    'the clone is verified, or refused',
  );
}

/** Damages, in the blocks that Anna has ready, a file's old version: no checkout reads it. */
function damageOldVersion(): void {
  const inHead = new Set(
    git(source, ['ls-tree', '-r', '--format=%(objectname)', 'main']).split('\n'),
  );
  for (const pack of packBlocks(join(anna.directory, 'data'), source)) {
    const victim = listingOf(pack)
      .split('\n')
      .map((line) => line.split(/\s+/))
      .find(([oid = '', type, , size]) => {
        return type === 'blob' && !inHead.has(oid) && Number(size) > 100_000;
      });
    if (victim === undefined) continue;
    const bytes = readFileSync(pack);
    const middle = Number(victim[4]) + (Number(victim[3]) >> 1);
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    chmodSync(pack, 0o644);
    writeFileSync(pack, bytes);
    return;
  }
  throw new Error('no old version found');
}

/** As `git verify-pack -v` tells it. */
function listingOf(pack: string): string {
  const args = ['verify-pack', '-v', pack.replace('.pack', '.idx')];
  return execFileSync('git', args, { stdio: 'pipe' }).toString();
}

/** Lets Anna build her blocks, for somebody who does not trust her. */
async function warmUp(): Promise<void> {
  const cleo = await TestEngine.start('Cleo');
  await cleo.connect(anna);
  await cleo.untilAlternatives(1);
  const swarm = Object.keys(cleo.state.swarms)[0] as SwarmId;
  const directory = join(cleo.directory, 'clone');
  await cleo.call('clone', { transfer: newTransferId(), swarm, directory });
  await cleo[Symbol.asyncDispose]();
}

test('a clone from a trusted peer is in use before it is checked, and checked then', async () => {
  const states = new Set<string>();
  const watching = setInterval(() => states.add(phase()?.state ?? ''), 1);
  const result = await cloning();
  expect(result.updated.length).toBeGreaterThan(1);
  expect(git(clone, ['log', '-1', '--format=%H'])).toBe(git(source, ['rev-parse', 'main']));
  await untilEnded();
  clearInterval(watching);
  expect(phase()?.state).toBe('done');
  expect([...states]).toContain('verifying');
  expect(fsck(clone)).toBe('');
  expect(readdirSync(join(clone, '.git')).filter((name) => name.startsWith('shoal'))).toEqual([]);
});

describe('a trusted peer that lies', () => {
  test('is found out, and the clone is taken back', async () => {
    await warmUp();
    damageOldVersion();
    await cloning();
    await untilEnded();
    expect(phase()).toMatchObject({ state: 'failed', code: 'clone-unverified' });
    expect(existsSync(clone)).toBe(false);
    expect(Object.values(bob.state.repositories)).toEqual([]);
  });

  test('does not cost the user what was changed meanwhile', async () => {
    await warmUp();
    damageOldVersion();
    // Held back until the user has changed something.
    const done = cloning().then(() => writeFileSync(join(clone, 'mine.txt'), 'my own words'));
    await done;
    await untilEnded();
    expect(phase()).toMatchObject({ state: 'failed', code: 'clone-unverified' });
    expect(readdirSync(clone)).toEqual(['mine.txt']);
  });
});

test('nothing is taken on trust from those who are not trusted', async () => {
  await bob.call('peers.untrust', { peer: anna.id });
  await warmUp();
  damageOldVersion();
  await expect(cloning()).rejects.toMatchObject({ code: 'bad-block' });
  expect(existsSync(clone)).toBe(false);
});

test('the check is taken up again after a restart', async () => {
  await warmUp();
  damageOldVersion();
  await cloning();
  expect(refs(clone, 'refs/heads')).toHaveLength(1);
  bob = await bob.restarted();
  await untilEnded();
  expect(phase()).toMatchObject({ state: 'failed', code: 'clone-unverified' });
  expect(existsSync(clone)).toBe(false);
});
