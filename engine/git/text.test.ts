import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, guessedText, isEscaped, quotedName, textOf } from './text.ts';

test('any bytes come back as they were, and different ones are different texts', () => {
  const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      expect(bytesOf(textOf(one))).toEqual(one);
      expect(textOf(one) === textOf(other)).toBe(one.equals(other));
    }),
  );
});

test('UTF-8 stays what it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(textOf(Buffer.from(text))).toBe(text);
      expect(isEscaped(text)).toBe(false);
      expect(quotedName(text)).toBe(text);
    }),
  );
});

test.each([
  ['a byte of Latin-1', [0x63, 0xe9, 0x2e], 'c\\351.', 'cé.'],
  ['a character cut short', [0xe2, 0x82], '\\342\\202', 'â\u0082'],
  ['one that is longer than need be', [0xc0, 0xaf], '\\300\\257', 'À¯'],
  ['half of a pair', [0xed, 0xa0, 0xbd], '\\355\\240\\275', 'í\u00a0½'],
])('%s is shown as git shows it, or as Latin-1', (_what, bytes, quoted, guessed) => {
  const text = textOf(Buffer.from(bytes));
  expect(isEscaped(text)).toBe(true);
  expect(quotedName(text)).toBe(quoted);
  expect(guessedText(text)).toBe(guessed);
});
