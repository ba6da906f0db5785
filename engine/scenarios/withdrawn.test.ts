import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SwarmId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { endAll, startPair } from './support/pair.ts';
import { newTransferId, type TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;

beforeEach(async () => {
  ({ anna, bob } = await startPair());
});
afterEach(() => endAll(anna, bob));

/** How long a transfer would wait for somebody who left, in milliseconds. */
const PATIENCE = 30_000;

test('what is shared no more while it is on its way is told at once', async () => {
  const source = join(anna.directory, 'project');
  buildRepository(source, { commits: 50, binaryBytes: 30_000_000 });
  const { id: repository } = await anna.share(source);
  const limits = { upload: 400_000, uploadPerPeer: null, download: null, downloadPerPeer: null };
  await anna.call('limits.set', limits);
  await bob.connect(anna);
  await bob.untilAlternatives(1);
  const [swarm] = Object.keys(bob.state.swarms) as [SwarmId];
  const transfer = newTransferId();
  const cloning = bob.call('clone', { transfer, swarm, directory: join(bob.directory, 'clone') });
  cloning.catch(() => {});
  await bob.until(
    ({ transfers }) => (transfers[transfer]?.progress.bytes ?? 0) > 0,
    'something has come',
  );
  await anna.call('repositories.setVisibility', { repository, visibility: { to: 'nobody' } });
  await bob.until(({ swarms }) => Object.keys(swarms).length === 0, 'it is not shared any more');
  await anna.call('limits.set', { ...limits, upload: null });
  const before = performance.now();
  await expect(cloning).rejects.toMatchObject({ code: 'not-served' });
  expect(performance.now() - before).toBeLessThan(PATIENCE / 2);
});
