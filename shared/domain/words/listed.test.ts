import { expect, test } from 'vitest';
import { listed } from './listed.ts';

test.each([
  [[], ''],
  [['Anna'], 'Anna'],
  [['Anna', 'Bob'], 'Anna and Bob'],
  [['Anna', 'Bob', 'Cleo'], 'Anna, Bob and Cleo'],
  [['Anna', 'Bob', '3 others'], 'Anna, Bob and 3 others'],
  [['Hook and Line', 'a, b'], 'Hook and Line and a, b'],
])('%j is listed as %j', (names, words) => {
  expect(listed(names)).toBe(words);
});
