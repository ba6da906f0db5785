import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { Transfer } from '../../shared/api/state.ts';
import { progressView } from './progress-view.ts';

const progress = { bytes: 0, keptBytes: 0, estimatedBytes: 0, blocks: 0, blocksDone: 0 };
const at = (state: 'asking' | 'receiving' | 'checking') =>
  ({ phase: { state }, progress }) as unknown as Transfer;

async function show(output: PassThrough, json: boolean): Promise<string> {
  const view = await progressView(output, json);
  for (const state of ['asking', 'receiving', 'receiving', 'checking'] as const) {
    view.show(at(state));
  }
  view.done();
  return String(output.read() ?? '');
}

test('where lines cannot be changed, each phase is one line', async () => {
  expect(await show(new PassThrough(), false)).toBe(
    'Asking who has what\nReceiving, 0 of 0 blocks, 0 B\nChecking every object\n',
  );
});

test('for a program nothing is said, so that stderr holds errors only', async () => {
  expect(await show(new PassThrough(), true)).toBe('');
});

test('on a terminal the line is changed, and gone at the end', async () => {
  const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  const shown = await show(terminal, false);
  expect(shown).toContain('Checking every object');
  expect(shown).toContain('\u001b[2K');
});
