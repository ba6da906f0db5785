import { expect, test } from 'vitest';
import type { Transfer, TransferPhase } from '../../shared/api/state.ts';
import { progressBar, progressLine } from './progress-line.ts';

function transfer(phase: TransferPhase, bytes = 0, blocksDone = 0, keptBytes = 0): Transfer {
  const progress = { bytes, keptBytes, estimatedBytes: 2_000_000, blocks: 4, blocksDone };
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
  const phase = {
    state: 'failed',
    code: 'gone',
    sentence: 'Anchovy left.',
    isFinal: false,
  } as const;
  expect(progressLine(transfer(phase))).toBe('Anchovy left.');
});

test('one that does not move says why, and how much is here', () => {
  expect(progressLine(transfer({ state: 'waiting' }))).toBe('Waiting for somebody who has it');
  expect(progressLine(transfer({ state: 'waiting' }, 500_000, 1))).toBe(
    'Waiting for somebody who has it, 25 % here, 500 kB',
  );
  const paused = transfer({ state: 'paused' }, 500_000, 2, 500_000);
  expect(progressBar(paused)).toBe(`${'━'.repeat(12)}${'─'.repeat(12)}  Paused, 50 % here, 1.0 MB`);
});

test('what an earlier attempt had brought is told apart from what comes now', () => {
  expect(progressLine(transfer({ state: 'receiving' }, 500_000, 2, 500_000))).toBe(
    'Receiving 50 %, 2 of 4 blocks, 500 kB, 500 kB were here already',
  );
});

test('a clone that is in use already says so', () => {
  const result = { updated: [], bytes: 0, seconds: 1, blocks: 4, peers: [] };
  expect(progressLine(transfer({ state: 'verifying', result }, 2_000_000, 4))).toBe(
    'In use; checking every object',
  );
});
