import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Traffic } from '../../shared/api/history-state.ts';
import { anchovy } from '../gallery/fixtures/people.ts';
import { stateOf } from '../gallery/fixtures/room.ts';
import { createAppStore } from './app-store.ts';
import { createRateStore } from './rate-store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('tells how fast it goes while it does, and that it has ended', () => {
  const app = createAppStore();
  const store = createRateStore(app);
  const tell = (received: number, given: number) => {
    const traffic: Traffic = { [anchovy.id]: { received, given } };
    app.setState({ state: stateOf({}, { traffic }) });
  };
  vi.advanceTimersByTime(60_000);
  tell(3_000, 0);
  expect(store.getState()).toEqual([{ peer: anchovy.id, received: 1_000, given: 0 }]);
  vi.advanceTimersByTime(1_000);
  tell(5_000, 700);
  expect(store.getState()).toEqual([{ peer: anchovy.id, received: 2_000, given: 700 }]);
  // Something else has changed.
  app.setState({ connection: 'lost' });
  expect(store.getState()).toHaveLength(1);
  vi.advanceTimersByTime(3_000);
  expect(store.getState()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
