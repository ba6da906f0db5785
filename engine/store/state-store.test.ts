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

test('after a rest what changes in one moment is sent at once, and then no more than each twentieth of a second', () => {
  const sent: { at: number; keys: string[] }[] = [];
  const begun = performance.now();
  const store = new StateStore((changes) => {
    const keys = changes.map((change) => ('key' in change ? change.key : change.set));
    sent.push({ at: performance.now() - begun, keys });
  });
  const change = (key: string) =>
    store.set({ set: 'problems', key, value: { code: key, sentence: key } });
  change('a');
  change('b');
  vi.advanceTimersByTime(1);
  change('c');
  vi.advanceTimersByTime(30);
  change('d');
  vi.advanceTimersByTime(1_000);
  change('e');
  vi.advanceTimersByTime(1_000);
  expect(sent.map(({ keys }) => keys)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  const [first = 0, second = 0, third = 0] = sent.map(({ at }) => at);
  expect(first).toBeLessThanOrEqual(1);
  expect(second - first).toBeGreaterThanOrEqual(50);
  expect(second - first).toBeLessThanOrEqual(51);
  expect(third).toBeLessThanOrEqual(1_033);
});
