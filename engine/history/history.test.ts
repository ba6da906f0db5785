import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { peerIdSchema } from '../../shared/ids.ts';
import { History, type HistoryParts } from './history.ts';

const anna = peerIdSchema.parse('a'.repeat(52));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a history that cannot be written down ends nothing', async () => {
  const add = vi.fn(() => Promise.reject(new Error('the folder is gone')));
  const parts = { log: { add }, sources: { nameOf: () => 'Anna' }, tell: () => {} };
  const history = new History(parts as unknown as HistoryParts);
  history.received(anna, null, 1);
  // A rejection that nobody handles fails this test's run.
  await vi.advanceTimersByTimeAsync(120_000);
  expect(add).toHaveBeenCalledOnce();
  history.received(anna, null, 1);
  await history[Symbol.asyncDispose]();
  expect(add).toHaveBeenCalledTimes(2);
});
