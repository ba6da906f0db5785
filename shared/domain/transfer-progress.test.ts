import { expect, test } from 'vitest';
import type { TransferProgress } from '../api/state.ts';
import { bytesHere, percent } from './transfer-progress.ts';

const none: TransferProgress = {
  bytes: 0,
  estimatedBytes: 0,
  blocks: 0,
  blocksDone: 0,
  blockSources: [],
  blocksComing: [],
  keptBytes: 0,
  peers: [],
};

test('is unknown before anything is known', () => {
  expect(percent(none)).toBeNull();
});

test('follows the bytes', () => {
  expect(percent({ ...none, bytes: 620, estimatedBytes: 1_000, blocks: 4 })).toBe(62);
});

test('never says that all is here while a block is missing', () => {
  expect(percent({ ...none, bytes: 9, estimatedBytes: 1, blocks: 4, blocksDone: 3 })).toBe(99);
  expect(percent({ ...none, bytes: 1, estimatedBytes: 9, blocks: 4, blocksDone: 4 })).toBe(100);
});

test('counts blocks where the size is unknown', () => {
  expect(percent({ ...none, blocks: 4, blocksDone: 1 })).toBe(25);
});

test('what an earlier attempt had brought counts as here', () => {
  const resumed = { ...none, bytes: 120, keptBytes: 500, estimatedBytes: 1_000, blocks: 4 };
  expect(bytesHere(resumed)).toBe(620);
  expect(percent(resumed)).toBe(62);
});
