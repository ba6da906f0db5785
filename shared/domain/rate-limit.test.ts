import { expect, test } from 'vitest';
import { userCommands } from '../api/engine-contract.ts';
import { formatRate, InvalidRateError, parseRate } from './rate-limit.ts';

test.each([
  ['', null],
  ['  ', null],
  ['5', 5_000_000],
  [' 0.5 ', 500_000],
  ['2,25', 2_250_000],
  ['.02', 20_000],
  ['100000', 100_000_000_000],
])('%j typed is %j bytes a second', (typed, rate) => {
  expect(parseRate(typed)).toBe(rate);
});

test.each(['fast', '-1', '1e3', '0', '0.01', '1.2.3', '5 MB', 'Infinity', '99999999999', '.'])(
  '%j is refused',
  (typed) => {
    expect(() => parseRate(typed)).toThrow(InvalidRateError);
  },
);

test('is shown as it was typed', () => {
  for (const typed of ['', '5', '0.5', '2.25', '0.02', '12345']) {
    expect(formatRate(parseRate(typed))).toBe(typed);
  }
});

test('the contract takes whatever can be typed', () => {
  const none = { upload: null, uploadPerPeer: null, download: null, downloadPerPeer: null };
  const accepts = (upload: number | null) =>
    userCommands['limits.set'].params.safeParse({ ...none, upload }).success;
  expect(['', '0.02', '100000'].map(parseRate).every(accepts)).toBe(true);
  expect(accepts(1_000)).toBe(false);
});
