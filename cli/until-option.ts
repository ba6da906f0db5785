import { InvalidArgumentError } from 'commander';
import { parseEndTime } from '../shared/domain/end-time.ts';

/** What `--until` takes, for its description. */
export const UNTIL = 'when it ends by itself: 18:30, 2h, 2026-11-29T18:30';

/** @returns milliseconds since the epoch */
export function parseUntil(text: string): number {
  const time = parseEndTime(text, Date.now());
  if (time === null) {
    throw new InvalidArgumentError('It must be a time such as 18:30, 2h or 2026-11-29T18:30.');
  }
  return time;
}

/** `until 29 Nov 2026, 18:30` */
export function untilWords(until: number): string {
  return `until ${new Date(until).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}`;
}
