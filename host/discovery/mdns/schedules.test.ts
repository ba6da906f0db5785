import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Announcer } from './announcer.ts';
import { Asker } from './asker.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Announcer', () => {
  it('announces at once and twice more', () => {
    const send = vi.fn();
    new Announcer(send).start();
    expect(send).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1_000);
    expect(send).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(DAY_MS);
    expect(send).toHaveBeenCalledTimes(3);
  });

  it('sends no more than one a second however often something changes', () => {
    const send = vi.fn();
    const announcer = new Announcer(send);
    for (let i = 0; i < 100; i++) {
      announcer.start();
      vi.advanceTimersByTime(50);
    }
    // At 0, 1, … 5 seconds.
    expect(send).toHaveBeenCalledTimes(6);
    vi.advanceTimersByTime(DAY_MS);
    // The last change is announced as often as any.
    expect(send).toHaveBeenCalledTimes(8);
  });

  it('is silent once stopped', () => {
    const send = vi.fn();
    const announcer = new Announcer(send);
    announcer.start();
    announcer[Symbol.dispose]();
    vi.advanceTimersByTime(DAY_MS);
    expect(send).toHaveBeenCalledTimes(1);
  });
});

describe('Asker', () => {
  it('asks within the first tenths of a second, then less and less often', () => {
    const ask = vi.fn();
    const asker = new Asker(ask);
    vi.advanceTimersByTime(120);
    expect(ask).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    expect(ask.mock.calls.length).toBeLessThanOrEqual(7);
    ask.mockClear();
    vi.advanceTimersByTime(DAY_MS);
    // Every five minutes, so that a lost announcement does not hide a peer forever.
    expect(ask.mock.calls.length).toBeGreaterThan(280);
    expect(ask.mock.calls.length).toBeLessThanOrEqual(290);
    asker[Symbol.dispose]();
  });

  it('lets another ask in its place', () => {
    const ask = vi.fn();
    const asker = new Asker(ask);
    for (let elapsed = 0; elapsed < 10_000; elapsed += 10) {
      if (elapsed % 600 === 0) asker.heardSame();
      vi.advanceTimersByTime(10);
    }
    expect(ask).not.toHaveBeenCalled();
    asker[Symbol.dispose]();
  });

  it('does not take its own query for that of another', () => {
    const ask = vi.fn(() => asker.heardSame());
    const asker: Asker = new Asker(ask);
    vi.advanceTimersByTime(5_000);
    // At 0.1, 1.1 and 3.1 seconds.
    expect(ask).toHaveBeenCalledTimes(3);
    asker[Symbol.dispose]();
  });

  it('asks nothing once stopped', () => {
    const ask = vi.fn();
    new Asker(ask)[Symbol.dispose]();
    vi.advanceTimersByTime(DAY_MS);
    expect(ask).not.toHaveBeenCalled();
  });
});
