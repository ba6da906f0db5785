import { expect, test } from 'vitest';
import { parsePatterns } from './visibility.ts';

test('patterns are read however they are separated, each once', () => {
  expect(parsePatterns(' main, feature/*  main\n')).toEqual(['main', 'feature/*']);
  expect(parsePatterns('  ')).toEqual([]);
});
