import { afterEach, beforeEach, expect, test } from 'vitest';
import { endAll, startPair } from './support/pair.ts';
import { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;

beforeEach(async () => {
  ({ anna, bob } = await startPair());
});
afterEach(() => endAll(anna, bob));

const shown = () => bob.state.peers[anna.id];

async function meet(): Promise<void> {
  await bob.connect(anna);
  await bob.until(({ peers }) => peers[anna.id]?.name === 'Anna', 'Bob knows Anna');
}

test('a key that was met before Shoal was started is known, since when is told', async () => {
  const before = Date.now();
  await meet();
  expect(shown()?.trust).toBe('new');
  const metAt = shown()?.metAt ?? 0;
  expect(metAt).toBeGreaterThanOrEqual(before);
  bob = await bob.restarted();
  await meet();
  expect(shown()).toMatchObject({ trust: 'known', metAt });
});

test('another key under a known name is new', async () => {
  await meet();
  const stranger = await TestEngine.start('Anna');
  try {
    bob = await bob.restarted();
    await bob.connect(stranger);
    await bob.until(({ peers }) => peers[stranger.id]?.name === 'Anna', 'the other one is here');
    expect(bob.state.peers[stranger.id]?.trust).toBe('new');
  } finally {
    await stranger[Symbol.asyncDispose]();
  }
});
