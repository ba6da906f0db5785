import fc from 'fast-check';
import { expect, test } from 'vitest';
import { looksAlike } from './look-alike.ts';

test.each([
  ['in another case', 'Anna', 'ANNA'],
  ['with a Cyrillic letter', 'Anna', 'Аnna'],
  ['with Cyrillic letters only', 'Peter', 'Реtеr'],
  ['with a Greek letter', 'Anna', 'Αnna'],
  ['with Armenian letters', 'Anna', 'Aոոa'],
  ['with Cherokee letters', 'Max', 'Ꮇax'],
  ['with Lisu letters', 'ANNA', 'ꓮꓠꓠꓮ'],
  ['in mathematical letters', 'Anna', '𝐀𝐧𝐧𝐚'],
  ['in full width', 'Anna', 'Ａｎｎａ'],
  ['in circles', 'Anna', 'Ⓐⓝⓝⓐ'],
  ['with a capital i for an l', 'Paul', 'PauI'],
  ['with a digit for an l', 'Paul', 'Pau1'],
  ['with a zero for an o', 'Bob', 'B0b'],
  ['with r and n for an m', 'Tom', 'Torn'],
  ['with an i without its dot', 'Mia', 'Mıa'],
  ['with an accent on another alphabet’s letter', 'José', 'Jоsе\u0301'],
  ['with a letter that is not seen', 'Anna', 'An\u034Fna'],
  ['with a filler behind it', 'Anna', 'Anna\u3164'],
  ['with a space between', 'Anna B', 'AnnaB'],
  ['in Cyrillic, told with Latin letters', 'Сосо', 'Coco'],
])('a name %s is the same to the eye', (_, one, other) => {
  expect(looksAlike(one, other)).toBe(true);
  expect(looksAlike(other, one)).toBe(true);
});

test.each([
  ['Anna', 'Anne'],
  ['Anna', 'Änna'],
  ['Paul', 'Paula'],
  ['Иван', 'Ivan'],
  ['desk-1', 'desk-2'],
  ['李', '王'],
])('%s and %s are told apart', (one, other) => {
  expect(looksAlike(one, other)).toBe(false);
});

test('every name looks like itself, whatever it holds', () => {
  const names = fc.string({ unit: 'binary', maxLength: 64 });
  fc.assert(fc.property(names, (name) => looksAlike(name, name)));
});
