import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EMPTY_STATE } from '../../shared/api/state.ts';
import { keepConnected } from './manual-peers.ts';
import type { NetworkedEngine } from './networked-engine.ts';

// The waits of node:timers/promises are not among those that Vitest takes over.
vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number, value: unknown, { signal }: { signal?: AbortSignal } = {}) =>
    new Promise((resolve, reject) => {
      // As the real one: a signal that has ended already tells nobody of it any more, and one that
      // goes on forgets who has waited.
      if (signal?.aborted) reject(signal.reason);
      const abort = () => reject(signal?.reason);
      const wake = () => {
        signal?.removeEventListener('abort', abort);
        resolve(value);
      };
      setTimeout(wake, ms);
      signal?.addEventListener('abort', abort, { once: true });
    }),
}));

const ENDPOINT = { host: '10.0.0.2', port: 4_000 };
const MINUTE = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** @returns how often the address is dialled in ten minutes */
async function dialled(connect: () => Promise<{ peer: string }>): Promise<number> {
  let calls = 0;
  const engine = {
    state: EMPTY_STATE,
    call: async () => {
      calls += 1;
      return connect();
    },
  } as unknown as NetworkedEngine;
  const abort = new AbortController();
  const ended = keepConnected(engine, ENDPOINT, abort.signal);
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  abort.abort();
  await ended;
  return calls;
}

test('an address where somebody answers and breaks off is dialled as seldom as a silent one', async () => {
  const silent = await dialled(async () => {
    throw new Error('nobody there');
  });
  const fickle = await dialled(async () => ({ peer: 'mallory' }));
  expect(silent).toBeGreaterThan(30);
  expect(silent).toBeLessThan(70);
  expect(fickle).toBeLessThanOrEqual(silent);
});

test('one signal for as long as the program runs gathers no listeners', async () => {
  const engine = {
    state: EMPTY_STATE,
    call: async () => {
      throw new Error('nobody there');
    },
  } as unknown as NetworkedEngine;
  const abort = new AbortController();
  const ended = keepConnected(engine, ENDPOINT, abort.signal);
  await vi.advanceTimersByTimeAsync(60 * MINUTE);
  expect(getEventListeners(abort.signal, 'abort').length).toBeLessThanOrEqual(2);
  abort.abort();
  await ended;
});
