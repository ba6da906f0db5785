import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildRepository } from '../testing/build-repository.ts';
import { endAll, startPair } from './support/pair.ts';
import { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
let cleo: TestEngine;

/** Bob knows Anna and Cleo; Anna knows Cleo. */
beforeEach(async () => {
  ({ anna, bob } = await startPair());
  cleo = await TestEngine.start('Cleo');
  await bob.connect(anna);
  await bob.connect(cleo);
  await anna.connect(cleo);
  const knowsCleo = ({ peers }: TestEngine['state']) => peers[cleo.id]?.name === 'Cleo';
  await Promise.all([bob.until(knowsCleo, 'Bob knows Cleo'), anna.until(knowsCleo, 'Anna too')]);
  await bob.call('peers.trust', { peer: anna.id });
  await anna.call('peers.trust', { peer: cleo.id });
});

afterEach(() => endAll(anna, bob, cleo));

const trustOf = (state: TestEngine['state']) => state.peers[cleo.id]?.trust;
const untilVouched = () => bob.until((state) => trustOf(state) === 'vouched', 'it is vouched for');
const untilNew = () => bob.until((state) => trustOf(state) === 'new', 'it is new again');

test('a vouch of a trusted peer shows, and is taken back', async () => {
  await anna.call('peers.vouch', { peer: cleo.id });
  await untilVouched();
  expect(bob.state.peers[cleo.id]?.vouchedBy).toEqual([anna.id]);
  await anna.call('peers.unvouch', { peer: cleo.id });
  await untilNew();
  expect(bob.state.peers[cleo.id]?.vouchedBy).toEqual([]);
});

test('it ends with my trust in who vouches, and with their trust in who is vouched for', async () => {
  await anna.call('peers.vouch', { peer: cleo.id });
  await untilVouched();
  await bob.call('peers.untrust', { peer: anna.id });
  await untilNew();
  await bob.call('peers.trust', { peer: anna.id });
  await untilVouched();
  await anna.call('peers.untrust', { peer: cleo.id });
  await untilNew();
});

test('it holds while who vouches is away, and for the name that was compared only', async () => {
  await anna.call('peers.vouch', { peer: cleo.id });
  await untilVouched();
  await anna.engine[Symbol.asyncDispose]();
  await bob.until(({ peers }) => peers[anna.id]?.presence.state === 'left', 'Anna has left');
  expect(trustOf(bob.state)).toBe('vouched');
  await cleo.call('self.rename', { name: 'Carl' });
  await untilNew();
});

test('who is vouched for sees no more than others', async () => {
  const secret = join(bob.directory, 'secret');
  const open = join(bob.directory, 'open');
  buildRepository(secret, { commits: 3 });
  buildRepository(open, { commits: 3, seed: 2 });
  await bob.share(secret, { to: 'trusted' });
  await anna.call('peers.vouch', { peer: cleo.id });
  await untilVouched();
  // Once this is seen, the other one would be.
  await bob.share(open);
  await cleo.untilAlternatives(1);
  expect(Object.values(cleo.state.swarms).map(({ name }) => name)).toEqual(['open']);
});

test('the vouches of one who is vouched for count nothing', async () => {
  await anna.call('peers.vouch', { peer: cleo.id });
  await untilVouched();
  const dora = await TestEngine.start('Dora');
  await cleo.connect(dora);
  await bob.connect(dora);
  await cleo.until(({ peers }) => peers[dora.id]?.name === 'Dora', 'Cleo knows Dora');
  await cleo.call('peers.trust', { peer: dora.id });
  await cleo.call('peers.vouch', { peer: dora.id });
  const path = join(cleo.directory, 'project');
  buildRepository(path, { commits: 3 });
  // Once this is seen, so is the vouch.
  await cleo.share(path);
  await bob.untilAlternatives(1);
  expect(bob.state.peers[dora.id]).toMatchObject({ trust: 'new', vouchedBy: [] });
  await bob.call('peers.trust', { peer: cleo.id });
  await bob.until(({ peers }) => peers[dora.id]?.trust === 'vouched', 'it counts now');
  await dora[Symbol.asyncDispose]();
});

test('nobody vouches for whom they do not trust', async () => {
  await expect(bob.call('peers.vouch', { peer: cleo.id })).rejects.toMatchObject({
    code: 'not-trusted',
  });
});
