import { expect, test } from 'vitest';
import type { Transfer, TransferPhase } from '../../shared/api/state.ts';
import { progressBar, progressLine } from './progress-line.ts';

function transfer(phase: TransferPhase, bytes = 0, blocksDone = 0): Transfer {
  const progress = { bytes, estimatedBytes: 2_000_000, blocks: 4, blocksDone };
  return { phase, progress: { ...progress, blockSources: [], peers: [] } } as unknown as Transfer;
}

test('tells how far a transfer is', () => {
  const half = transfer({ state: 'receiving' }, 1_000_000, 2);
  expect(progressLine(half)).toBe('Receiving 50 %, 2 of 4 blocks, 1.0 MB');
  expect(progressBar(half)).toBe(`${'━'.repeat(12)}${'─'.repeat(12)}  ${progressLine(half)}`);
});

test('the bar is empty before anything came, and full once all is here', () => {
  expect(progressBar(transfer({ state: 'asking' }))).toMatch(/^─{24} {2}Asking/);
  expect(progressBar(transfer({ state: 'checking' }, 1_900_000, 4))).toMatch(/^━{24} {2}Checking/);
});

test('a failure is told in its own words', () => {
  const phase = { state: 'failed', code: 'gone', sentence: 'Anchovy left.' } as const;
  expect(progressLine(transfer(phase))).toBe('Anchovy left.');
});
