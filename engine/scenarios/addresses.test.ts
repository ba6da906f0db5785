import { afterAll, beforeAll, expect, test } from 'vitest';
import { endAll, startPair } from './support/pair.ts';
import type { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;

beforeAll(async () => {
  ({ anna, bob } = await startPair());
  await bob.connect(anna);
  await anna.until(() => presenceOf(anna, bob)?.state === 'connected', 'Bob is there');
});
afterAll(() => endAll(bob, anna));

const presenceOf = (engine: TestEngine, other: TestEngine) =>
  engine.state.peers[other.id]?.presence;
const placeOf = ({ engine }: TestEngine) => `127.0.0.1:${engine.self.port}`;

test('only an address that can be dialled is told of', async () => {
  expect(presenceOf(bob, anna)).toMatchObject({ address: placeOf(anna) });
  // Bob came from a port on which nobody listens.
  expect(presenceOf(anna, bob)).toMatchObject({ state: 'connected', address: null });
});

test('it is told of once it is known, whichever side has dialled', async () => {
  const endpoints = [
    { host: '127.0.0.10', port: 9 },
    { host: '127.0.0.1', port: bob.engine.self.port },
  ];
  await anna.call('discovery.seen', { peer: bob.id, name: 'Bob', seq: 1, endpoints });
  await anna.until(
    () => JSON.stringify(presenceOf(anna, bob)).includes(placeOf(bob)),
    'the address is known',
  );
});
