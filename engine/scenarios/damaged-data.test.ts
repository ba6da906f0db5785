import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endAll, startPair } from './support/pair.ts';
import type { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;

beforeEach(async () => {
  ({ anna, bob } = await startPair());
});
afterEach(() => endAll(bob, anna));

test('one damaged entry costs no trust in others, and the user is told', async () => {
  await anna.connect(bob);
  await anna.until(({ peers }) => peers[bob.id]?.name === 'Bob', 'Bob is known');
  await anna.call('peers.trust', { peer: bob.id });
  const data = join(anna.directory, 'data');
  const path = join(data, 'peers.json');
  const records = JSON.parse(readFileSync(path, 'utf8'));
  const damaged = JSON.stringify([{ ...records[0], id: 'nobody' }, ...records]);
  writeFileSync(path, damaged);
  anna = await anna.restarted();
  expect(anna.state.peers[bob.id]?.trust).toBe('trusted');
  const problem = anna.state.problems['damaged:peers.json'];
  expect(problem?.sentence).toContain('1 entry of it could be read');
  const [aside = ''] = readdirSync(data).filter((name) => name.startsWith('peers.json.damaged-'));
  expect(problem?.sentence).toContain(join(data, aside));
  expect(readFileSync(join(data, aside), 'utf8')).toBe(damaged);
  anna = await anna.restarted();
  expect(anna.state.problems).toEqual({});
});
