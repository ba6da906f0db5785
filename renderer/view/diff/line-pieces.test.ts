import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linePieces, type Range, SHOWN_LENGTH, type Token } from './line-pieces.ts';

test('a line is cut where colour, word or what is hidden change', () => {
  const tokens: Token[] = [
    { from: 0, to: 6, style: 'keyword' },
    { from: 7, to: 14, style: 'name' },
  ];
  expect(linePieces('return fer\u200bries;', tokens, [{ from: 8, to: 12 }])).toEqual([
    { from: 0, text: 'return', style: 'keyword', isWord: false, hidden: null },
    { from: 6, text: ' ', style: null, isWord: false, hidden: null },
    { from: 7, text: 'f', style: 'name', isWord: false, hidden: null },
    { from: 8, text: 'er', style: 'name', isWord: true, hidden: null },
    {
      from: 10,
      text: '\u200b',
      style: 'name',
      isWord: true,
      hidden: { from: 10, to: 11, sign: 'ZWSP', name: 'zero width space (U+200B)' },
    },
    { from: 11, text: 'r', style: 'name', isWord: true, hidden: null },
    { from: 12, text: 'ie', style: 'name', isWord: false, hidden: null },
    { from: 14, text: 's;', style: null, isWord: false, hidden: null },
  ]);
});

test('an empty line has no pieces', () => {
  expect(linePieces('', [], [])).toEqual([]);
});

/** Ranges in order, none over another. */
const ranges = fc
  .array(fc.nat(60), { maxLength: 12 })
  .map((all) => [...new Set(all)].sort((a, b) => a - b))
  .map((ends) =>
    ends.flatMap((from, i): Range[] => {
      const to = ends[i + 1];
      return i % 2 === 0 && to !== undefined ? [{ from, to }] : [];
    }),
  );

/** Text in which anything may stand. */
const anyText = fc
  .array(fc.oneof(fc.constantFrom('a', '\u200b', '\ud800', '👩‍💻'), fc.string()), { maxLength: 12 })
  .map((parts) => parts.join(''));

test('the pieces are the line, each of one look, whatever is said of it', () => {
  const isIn = (all: readonly Range[], at: number) =>
    all.some((range) => range.from <= at && at < range.to);
  fc.assert(
    fc.property(anyText, ranges, ranges, (line, some, words) => {
      const tokens = some.map((range) => ({ ...range, style: 'name' }));
      const pieces = linePieces(line, tokens, words);
      return (
        pieces.map(({ text }) => text).join('') === line &&
        pieces.every(({ from, text, style, isWord }) =>
          Array.from({ length: text.length }, (_, i) => from + i).every(
            (at) => isIn(tokens, at) === (style !== null) && isIn(words, at) === isWord,
          ),
        )
      );
    }),
  );
});

test('of a line without end, the beginning is shown', () => {
  const pieces = linePieces('x'.repeat(1_000_000), [], [{ from: 0, to: 1_000_000 }]);
  expect(pieces).toHaveLength(1);
  expect(pieces[0]?.text).toHaveLength(SHOWN_LENGTH);
});
