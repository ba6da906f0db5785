import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Range } from './line-pieces.ts';
import { lineWords } from './line-words.ts';

const at = (line: string, ranges: readonly Range[]) =>
  ranges.map(({ from, to }) => line.slice(from, to));

test('the words that differ are marked on both sides', () => {
  const old = '  marker.label = position.name;';
  const now = '  marker.label = position.callSign ?? position.name;';
  const words = lineWords(old, now);
  expect(at(old, words.removed)).toEqual([]);
  expect(at(now, words.added).join('')).toBe('callSign ?? position.');
});

test('a change of nothing but white space is marked', () => {
  const words = lineWords('\treturn 1;', '  return 1;');
  expect(at('\treturn 1;', words.removed)).toEqual(['\t']);
  expect(at('  return 1;', words.added)).toEqual(['  ']);
});

test('lines with little in common are not compared by words', () => {
  expect(lineWords('import { routes } from "x";', 'marker.opacity = fade(age);')).toEqual({
    removed: [],
    added: [],
  });
});

test('a line of ten thousand different words holds nobody up', () => {
  const line = (start: number) =>
    Array.from({ length: 10_000 }, (_, i) => `w${start + i}`).join(' ');
  expect(lineWords(line(0), line(50_000))).toEqual({ removed: [], added: [] });
});

test('what is not marked is the same on both sides', () => {
  const rest = (line: string, ranges: readonly Range[]) => {
    let left = '';
    let from = 0;
    for (const range of ranges) {
      left += line.slice(from, range.from);
      from = range.to;
    }
    return left + line.slice(from);
  };
  const line = fc
    .array(fc.constantFrom('a', 'b', ' ', '  ', '(', ')', ';', 'é'))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(line, line, (old, now) => {
      const words = lineWords(old, now);
      if (words.removed.length + words.added.length === 0) return;
      expect(rest(old, words.removed)).toBe(rest(now, words.added));
    }),
  );
});
