import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Anteroom } from './anteroom.ts';

/** What the anteroom knows of a socket. */
class Caller extends EventEmitter {
  readonly localAddress = '10.0.0.1';
  isEnded = false;

  constructor(
    readonly remoteAddress: string,
    readonly remotePort: number,
  ) {
    super();
  }

  destroy(): void {
    this.isEnded = true;
    queueMicrotask(() => this.emit('close'));
  }
}

let lastPort = 1_000;
let anteroom: Anteroom;
beforeEach(() => {
  vi.useFakeTimers();
  anteroom = new Anteroom({ perHost: 3, inAll: 5, within: 1_000 });
});
afterEach(() => vi.useRealTimers());

function callers(host: string, count: number): Caller[] {
  return Array.from({ length: count }, () => {
    lastPort += 1;
    const caller = new Caller(host, lastPort);
    anteroom.enter(caller as unknown as Socket);
    return caller;
  });
}
const ended = (all: readonly Caller[]) => all.map(({ isEnded }) => isEnded);

test('whoever has not shown in time who they are is let go, others are left alone', () => {
  const [shown, silent] = callers('10.0.0.2', 2) as [Caller, Caller];
  anteroom.leave(shown as unknown as Socket);
  vi.advanceTimersByTime(999);
  expect(ended([shown, silent])).toEqual([false, false]);
  vi.advanceTimersByTime(1);
  expect(ended([shown, silent])).toEqual([false, true]);
});

test('the one more of an address takes the place of the first', () => {
  const all = callers('10.0.0.2', 4);
  const mapped = callers('::ffff:10.0.0.2', 1);
  expect(ended(all)).toEqual([true, true, false, false]);
  expect(ended(mapped)).toEqual([false]);
});

test('the one more in all takes the place of the first of the most crowded address', () => {
  const [few, many] = [callers('10.0.0.2', 2), callers('10.0.0.3', 3)];
  const next = callers('10.0.0.4', 1);
  expect(ended(few)).toEqual([false, false]);
  expect(ended(many)).toEqual([true, false, false]);
  expect(ended(next)).toEqual([false]);
});

test('who has hung up makes room', () => {
  const [first, ...rest] = callers('10.0.0.2', 3);
  first?.emit('close');
  const next = callers('10.0.0.2', 1);
  expect(ended([...rest, ...next])).toEqual([false, false, false]);
});
