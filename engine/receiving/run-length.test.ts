import { expect, test } from 'vitest';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { runLength } from './run-length.ts';

test.each([
  ['on a fast line more and more are asked for', [8, 8, 100], 32],
  ['up to what a request may hold', [100, 100, 100], LIMITS.blocksPerNextRequest],
  ['on a slow line as many as come in two seconds', [64, 64, 16_000], 8],
  ['on a very slow one at least a few', [4, 4, 60_000], 4],
  ['where the peer stopped for others, about as many as it gave', [64, 3, 100], 6],
  ['where it gave one, a few', [64, 1, 100], 4],
  ['where it was busy, a few', [64, 0, 1], 4],
] as const)('%s', (_what, [asked, came, took], length) => {
  expect(runLength(asked, came, took)).toBe(length);
});
