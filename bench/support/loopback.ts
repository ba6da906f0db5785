import { readFileSync } from 'node:fs';

const COUNTER = '/sys/class/net/lo/statistics/rx_bytes';
const LOOK_MS = 5;
/** What is said before and after the bulk is no part of how fast that moves. */
const TALK_SHARE = 0.01;

/** Bytes that have passed by a time in milliseconds. */
export interface Passed {
  readonly at: number;
  readonly bytes: number;
}

/**
 * Looks on while one thing moves over loopback, and nothing else does.
 *
 * @returns a function that ends it and tells the rate in bytes per second
 */
export function watchLoopback(): () => number {
  const samples: Passed[] = [];
  const look = () => {
    samples.push({ at: performance.now(), bytes: Number(readFileSync(COUNTER, 'utf8')) });
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    look();
    return bulkRate(samples);
  };
}

/** The rate in bytes per second between the first and the last hundredth of all that passed. */
export function bulkRate(samples: readonly Passed[]): number {
  const first = samples[0]?.bytes ?? 0;
  const all = (samples.at(-1)?.bytes ?? 0) - first;
  const start = samples.findLast(({ bytes }) => bytes - first <= all * TALK_SHARE);
  const end = samples.find(({ bytes }) => bytes - first >= all * (1 - TALK_SHARE));
  if (start === undefined || end === undefined || end.at <= start.at) return Number.NaN;
  return ((end.bytes - start.bytes) / (end.at - start.at)) * 1_000;
}
