import { expect, test } from 'vitest';
import { matchWords, parsePatterns, patternsOf, patternTexts, samePatterns } from './patterns.ts';

test('patterns are read however they are separated, each once', () => {
  expect(parsePatterns(' main, feature/*  main\n')).toEqual(['main', 'feature/*']);
  expect(parsePatterns('  ')).toEqual([]);
});

test('what is shown of patterns is read as the same patterns', () => {
  const patterns = { only: ['main', 'feature/*'], except: [] };
  expect(samePatterns(patternsOf(patternTexts(patterns)), patterns)).toBe(true);
  expect(samePatterns({ ...patterns, except: ['wip'] }, patterns)).toBe(false);
});

test.each([
  [{ heads: 4, tags: 12 }, 'All of 4 heads and 12 tags match.'],
  [{ heads: 3, tags: 0 }, '3 of 4 heads and none of 12 tags match.'],
  [{ heads: 0, tags: 1 }, 'None of 4 heads and 1 of 12 tags match.'],
  [{ heads: 0, tags: 0 }, 'None of 4 heads and 12 tags matches.'],
])('of 4 heads and 12 tags, %j is told as %s', (chosen, words) => {
  expect(matchWords({ chosen, all: { heads: 4, tags: 12 } })).toBe(words);
});

test('one that is all there is, is not all of them', () => {
  const one = { heads: 1, tags: 0 };
  expect(matchWords({ chosen: one, all: one })).toBe('1 head matches.');
});

test('tags are not named where there are none', () => {
  const all = { heads: 3, tags: 0 };
  expect(matchWords({ chosen: { heads: 1, tags: 0 }, all })).toBe('1 of 3 heads match.');
});
