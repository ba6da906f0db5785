import { InvalidRequestError } from '../errors.ts';
import { t } from '../texts/texts.ts';

/** As users count: powers of 1,000. */
const MEGABYTE = 1_000_000;
/** The least and the most that can be asked for, in MB/s; the contract's bound lies just below. */
const LEAST = 0.02;
const MOST = 100_000;

/** Digits, and perhaps some after a point or a comma. */
const NUMBER = /^(?:\d+(?:[.,]\d*)?|[.,]\d+)$/;

/** What was typed is no speed that bytes can be held to. */
export class InvalidRateError extends InvalidRequestError {}

/**
 * A limit as typed, in MB/s, as bytes a second; null, for no limit, from nothing at all.
 * @throws InvalidRateError
 */
export function parseRate(typed: string): number | null {
  const text = typed.trim();
  if (text === '') return null;
  if (!NUMBER.test(text)) throw new InvalidRateError('Type a number, as in 5 or 0.5.');
  const value = Number(text.replace(',', '.'));
  if (value < LEAST) throw new InvalidRateError(`At least ${LEAST} MB/s.`);
  if (value > MOST) throw new InvalidRateError('That is as good as no limit; leave it out.');
  return Math.round(value * MEGABYTE);
}

/** A limit as it is typed: `5`, `0.5`; nothing for no limit. */
export function formatRate(bytesPerSecond: number | null): string {
  if (bytesPerSecond === null) return '';
  const number = String(Number((bytesPerSecond / MEGABYTE).toFixed(3)));
  return number.replace('.', t.counts.decimal);
}
