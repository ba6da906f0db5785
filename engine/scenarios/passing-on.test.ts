import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RateLimits, TransferResult } from '../../shared/api/state.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { ReelName, SwarmId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { fsck, git } from '../testing/git.ts';
import { Stranger } from './support/stranger.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

const UNLIMITED: RateLimits = {
  upload: null,
  uploadPerPeer: null,
  download: null,
  downloadPerPeer: null,
};
const MEGABYTE = 1_000_000;

let anna: TestEngine;
let others: TestEngine[];
let source: string;

/** Anna has a project of some 20 MB and a slow line; the others know her and each other. */
beforeEach(async () => {
  anna = await TestEngine.start('Anna');
  source = join(anna.directory, 'project');
  buildRepository(source, { commits: 600, binaryBytes: 3 * MEGABYTE });
  await anna.call('limits.set', { ...UNLIMITED, upload: 8 * MEGABYTE });
  others = [];
  for (const name of ['Bob', 'Cleo', 'Dora']) {
    const engine = await TestEngine.start(name);
    for (const other of [anna, ...others]) await engine.connect(other);
    others.push(engine);
  }
});
afterEach(async () => {
  await Promise.all([anna, ...others].map((engine) => engine[Symbol.asyncDispose]()));
});

async function cloneAll(): Promise<TransferResult[]> {
  for (const engine of others) await engine.untilAlternatives(1);
  return Promise.all(
    others.map((engine) => {
      const swarm = Object.keys(engine.state.swarms)[0] as SwarmId;
      const directory = join(engine.directory, 'clone');
      return engine.call('clone', { transfer: newTransferId(), swarm, directory });
    }),
  );
}

function bytesFrom(engine: TestEngine, { peers }: TransferResult): number {
  return peers.find(({ id }) => id === engine.id)?.bytes ?? 0;
}

test('who receives a block gives it to others, so that the source does not send a copy to each', async () => {
  await anna.share(source);
  const results = await cloneAll();
  for (const [index, engine] of others.entries()) {
    const clone = join(engine.directory, 'clone');
    expect(fsck(clone)).toBe('');
    expect(git(clone, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
    expect(results[index]?.peers.length).toBeGreaterThan(1);
  }
  const size = Math.max(...results.map(({ bytes }) => bytes));
  const sent = results.reduce((sum, result) => sum + bytesFrom(anna, result), 0);
  expect(sent).toBeGreaterThan(0.9 * size);
  expect(sent).toBeLessThan(2.3 * size);
});

test('somebody who comes later is given what the source cannot give any more', async () => {
  await anna.share(source);
  const [bob, cleo] = others as [TestEngine, TestEngine];
  await bob.untilAlternatives(1);
  await cleo.untilAlternatives(1);
  const swarm = Object.keys(bob.state.swarms)[0] as SwarmId;
  const into = (engine: TestEngine) => ({
    transfer: newTransferId(),
    swarm,
    directory: join(engine.directory, 'clone'),
  });
  await bob.call('clone', into(bob));
  // So slow that Bob, on a machine with much else to do, has time for his part.
  await anna.call('limits.set', { ...UNLIMITED, upload: MEGABYTE });
  const late = await cleo.call('clone', into(cleo));
  // Bob has not shared his clone: he gives what he has received, and Anna is free for others.
  expect(bytesFrom(bob, late)).toBeGreaterThan(0.3 * late.bytes);
});

describe('what not everyone may see', () => {
  test('is not passed on, even between those who may', async () => {
    await anna.share(source, { to: 'peers', peers: others.map(({ id }) => id) });
    const results = await cloneAll();
    for (const result of results) expect(result.peers.map(({ id }) => id)).toEqual([anna.id]);
    const [bob] = others as [TestEngine];
    const stranger = await Stranger.connect(bob);
    const [reel] = readdirSync(join(anna.directory, 'data', 'reels')) as ReelName[];
    const path = ROUTES.passedOn(reel as ReelName);
    const blocks = [{ strip: 0, from: 0, to: 1 }];
    expect((await stranger.post(ROUTES.next(path), { blocks })).status).toBe(404);
    stranger[Symbol.dispose]();
  });
});
