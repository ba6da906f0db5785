import { expect, test } from 'vitest';
import type { TransferPhase } from '../api/state.ts';
import { allows } from './transfer-actions.ts';

const at = (state: string) => ({ state }) as TransferPhase;

test('what moves or waits can be paused, and only what is paused resumed', () => {
  expect(allows(at('receiving'), 'pause')).toBe(true);
  expect(allows(at('waiting'), 'pause')).toBe(true);
  expect(allows(at('paused'), 'pause')).toBe(false);
  expect(allows(at('paused'), 'resume')).toBe(true);
  expect(allows(at('receiving'), 'resume')).toBe(false);
});

test('nothing is thrown away once refs move or the clone is in use', () => {
  expect(allows(at('checking'), 'cancel')).toBe(true);
  expect(allows(at('finishing'), 'cancel')).toBe(false);
  expect(allows(at('verifying'), 'cancel')).toBe(false);
});

test('only what did not come can be tried again', () => {
  expect(allows(at('failed'), 'retry')).toBe(true);
  expect(allows(at('cancelled'), 'retry')).toBe(true);
  expect(allows(at('done'), 'retry')).toBe(false);
});

test('what cannot succeed by the same again is not offered again', () => {
  const phase = { state: 'failed', code: 'folder-taken', sentence: 'It exists.' } as const;
  expect(allows({ ...phase, isFinal: true }, 'retry')).toBe(false);
  expect(allows({ ...phase, isFinal: true }, 'dismiss')).toBe(true);
  expect(allows({ ...phase, isFinal: false }, 'retry')).toBe(true);
});
