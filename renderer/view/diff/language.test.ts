import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test.each([
  ['src/map/layers.ts', 'typescript'],
  ['README.MD', 'markdown'],
  ['a.b/c.h', 'cpp'],
  ['Makefile', null],
  ['src.ts/notes', null],
  ['x.constructor', null],
  ['', null],
] as const)('%s is written in %s', (path, language) => {
  expect(languageOf(path)).toBe(language);
});
