import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { room, stateOf } from '../gallery/fixtures/room.ts';
import { paused, receiving } from '../gallery/fixtures/transfers.ts';
import { createAppStore } from './app-store.ts';
import { createSpeedStore } from './speed-store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('measures what comes, and starts anew after a pause', () => {
  const app = createAppStore();
  const show = (transfer: typeof paused) =>
    app.setState({ state: stateOf({ ...room, transfers: [transfer] }) });
  const store = createSpeedStore(app);
  vi.advanceTimersByTime(5_000);
  expect(store.getState()).toEqual({});

  show(receiving);
  vi.advanceTimersByTime(1_000);
  expect(store.getState()[receiving.id]).toHaveLength(3);

  show(paused);
  vi.advanceTimersByTime(1_000);
  expect(store.getState()).toEqual({});
  expect(vi.getTimerCount()).toBe(0);

  show(receiving);
  expect(store.getState()[receiving.id]).toHaveLength(1);
});
