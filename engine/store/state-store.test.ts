import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StateChange } from '../../shared/api/state-change.ts';
import { StateStore } from './state-store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what was sent already is not sent again, however long it is', () => {
  const sent: StateChange[] = [];
  const store = new StateStore((changes) => void sent.push(...changes));
  const show = (sentence: string | null) => {
    const value = sentence === null ? null : { code: 'unwritten', sentence };
    store.set({ set: 'problems', key: 'unwritten', value });
    vi.runAllTimers();
    return sent.splice(0).length;
  };
  for (const text of ['short', 'long'.repeat(1_000)]) {
    expect([show(text), show(text), show(`${text}!`), show(text)]).toEqual([1, 0, 1, 1]);
    expect([show(null), show(null), show(text)]).toEqual([1, 0, 1]);
  }
});
