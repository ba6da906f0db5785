import { expect, test } from 'vitest';
import { parsePatterns, patternsOf, patternTexts, samePatterns } from './patterns.ts';

test('patterns are read however they are separated, each once', () => {
  expect(parsePatterns(' main, feature/*  main\n')).toEqual(['main', 'feature/*']);
  expect(parsePatterns('  ')).toEqual([]);
});

test('what is shown of patterns is read as the same patterns', () => {
  const patterns = { only: ['main', 'feature/*'], except: [] };
  expect(samePatterns(patternsOf(patternTexts(patterns)), patterns)).toBe(true);
  expect(samePatterns({ ...patterns, except: ['wip'] }, patterns)).toBe(false);
});
