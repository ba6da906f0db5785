import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hiddenCharacters, readableText } from './hidden-characters.ts';

const signs = (text: string) => hiddenCharacters(text).map(({ sign }) => sign);

describe('what cannot be seen is told by name', () => {
  test.each([
    ['access = "user\u202e \u2066// admin\u2069 \u2066"', ['RLO', 'LRI', 'PDI', 'LRI']],
    ['is\u200bAdmin', ['ZWSP']],
    ['\u001b[2Jgone', ['ESC']],
    ['\u009b2J', ['CSI']],
    ['text\r', ['CR']],
    ['a\u00a0b', ['NBSP']],
    ['\u3164 = 1', ['HF']],
    ['a\u{e0041}b', ['U+E0041']],
    ['a\ud800b', ['U+D800']],
    ['caf\udce9', ['\\351']],
    ['\u2028', ['LS']],
    ['x\ufe0f', ['U+FE0F']],
  ])('%j', (text, expected) => {
    expect(signs(text)).toEqual(expected);
  });

  test('with the name that Unicode has for it', () => {
    expect(hiddenCharacters('\u202e')[0]?.name).toBe('right-to-left override (U+202E)');
  });
});

test.each(['', '\tif (a < b) {', 'naïve café', '日本語', 'שלום', '👩‍💻 ❤️', 'é́́́'])(
  'what can be seen is left alone: %j',
  (text) => {
    expect(signs(text)).toEqual([]);
  },
);

test('what is left holds no control, format or other space, whatever the text', () => {
  const character = fc.oneof(
    fc.nat(0xff),
    fc.integer({ min: 0x2000, max: 0x206f }),
    fc.nat(0x10ffff),
  );
  fc.assert(
    fc.property(fc.array(character), (codes) => {
      const text = String.fromCodePoint(...codes);
      let left = '';
      let at = 0;
      for (const { from, to } of hiddenCharacters(text)) {
        left += text.slice(at, from);
        at = to;
      }
      left += text.slice(at);
      return !/[\p{C}\p{Z}]/u.test(left.replace(/\t| |\u200d|\ufe0f/g, ''));
    }),
  );
});

test('a tooltip has the signs in words', () => {
  expect(readableText('a\u202eb\u200b')).toBe('a‹RLO›b‹ZWSP›');
  expect(readableText('plain')).toBe('plain');
});
