import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SwarmId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { plainGit } from './support/guest.ts';
import { endAll, startPair } from './support/pair.ts';
import { newTransferId, type TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
let source: string;
/** Anna's project. */
let swarm: SwarmId;

beforeAll(async () => {
  ({ anna, bob, source } = await startPair({ commits: 20, binaryBytes: 12_000_000 }));
  await anna.share(source);
  await bob.connect(anna);
  await bob.untilAlternatives(1);
  [swarm] = swarms(bob) as [SwarmId];
}, 60_000);
afterAll(() => endAll(anna, bob));

const swarms = (engine: TestEngine) => Object.keys(engine.state.swarms) as SwarmId[];
/** What a guest's git is told of. */
const listed = (url: string) => plainGit(bob.directory, ['ls-remote', url]);
const untilNothing = () =>
  bob.until(
    ({ swarms: seen }) =>
      Object.values(seen).every(({ alternatives }) => alternatives.length === 0),
    'nothing of hers is seen',
  );

test('while it is paused nobody sees or gets anything of mine, and what I get goes on', async () => {
  const his = join(bob.directory, 'his');
  buildRepository(his, { commits: 3, seed: 7 });
  await bob.share(his);
  await anna.until(({ swarms: seen }) => Object.keys(seen).length === 2, 'his project is here');
  await anna.call('guests.on', { until: null });
  await anna.until(
    ({ guests }) => guests.state === 'on' && guests.repositories.length === 1,
    'guests could clone it',
  );
  const { guests } = anna.state;
  const url = guests.state === 'on' ? (guests.repositories[0]?.urls[0] ?? '') : '';
  expect(await listed(url)).toContain('refs/heads/main');

  await anna.call('sharing.pause', { until: null });
  await anna.until(({ sharing }) => sharing.state === 'paused', 'it is shown as paused');
  await untilNothing();
  const directory = join(bob.directory, 'clone');
  await expect(
    bob.call('clone', { transfer: newTransferId(), swarm, directory }),
  ).rejects.toThrow();
  await expect(listed(url)).rejects.toThrow();
  // What she chose stays chosen, and is shown as chosen.
  expect(Object.values(anna.state.repositories)).toMatchObject([
    { visibility: { to: 'everyone' } },
  ]);
  const [theirs] = swarms(anna).filter((id) => id !== swarm) as [SwarmId];
  await anna.call('clone', {
    ...{ transfer: newTransferId(), swarm: theirs },
    directory: join(anna.directory, 'clone'),
  });

  await anna.call('sharing.resume', {});
  await bob.untilAlternatives(1);
  expect(anna.state.sharing).toEqual({ state: 'on' });
  expect(await listed(url)).toContain('refs/heads/main');
  await anna.call('guests.off', {});
});

test('what is on its way to somebody is broken off', async () => {
  const limits = { upload: 300_000, uploadPerPeer: null, download: null, downloadPerPeer: null };
  await anna.call('limits.set', limits);
  const transfer = newTransferId();
  const cloning = bob.call('clone', { transfer, swarm, directory: join(bob.directory, 'slow') });
  cloning.catch(() => {});
  const bytes = () => bob.state.transfers[transfer]?.progress.bytes ?? 0;
  await bob.until(() => bytes() > 0, 'something has come');
  await anna.call('sharing.pause', { until: null });
  // Unlimited from here on: whatever is not broken off would come at once.
  await anna.call('limits.set', { ...limits, upload: null });
  await expect(cloning).rejects.toThrow();
  expect(bytes()).toBeLessThan(12_000_000);
  await anna.call('sharing.resume', {});
});

test('it ends by itself at its time, and not before; a time that has passed is refused', async () => {
  await bob.untilAlternatives(1);
  await expect(anna.call('sharing.pause', { until: Date.now() - 1 })).rejects.toMatchObject({
    code: 'past',
  });
  const until = Date.now() + 1_500;
  await anna.call('sharing.pause', { until });
  await untilNothing();
  await anna.until(({ sharing }) => sharing.state === 'on', 'it has ended');
  expect(Date.now()).toBeGreaterThanOrEqual(until);
  await bob.untilAlternatives(1);
});

test('it holds over a restart, until its end', async () => {
  const until = Date.now() + 3_600_000;
  await anna.call('sharing.pause', { until });
  anna = await anna.restarted();
  expect(anna.state.sharing).toEqual({ state: 'paused', until });
  await bob.connect(anna);
  await anna.until(({ peers }) => Object.keys(peers).length === 1, 'they know each other');
  expect(Object.values(anna.state.repositories)).toMatchObject([
    { visibility: { to: 'everyone' } },
    { visibility: { to: 'nobody' } },
  ]);
  await untilNothing();
  await anna.call('sharing.resume', {});
  await bob.untilAlternatives(1);
});
