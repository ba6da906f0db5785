import { expect, test } from 'vitest';
import { partsOf } from './blinding.ts';

test('of a list in parts, those that are wanted are asked for, each once and no more than it wants to know', () => {
  expect(partsOf(['00110011', '00111111', '11110000'], 4)).toEqual(['0011', '1111']);
  expect(partsOf(['00110011'], 0)).toEqual(['']);
  expect(partsOf([], 4)).toEqual([]);
});
