import { expect, test } from 'vitest';
import { languageFor } from './language.ts';
import { plurals } from './plural.ts';

test.each([
  ['system', ['de-AT', 'en'], 'de'],
  ['system', ['de_DE.UTF-8'], 'de'],
  ['system', ['fr-FR', 'DE', 'en'], 'de'],
  ['system', ['en-GB', 'de'], 'en'],
  ['system', ['fr'], 'en'],
  ['system', [], 'en'],
  ['system', ['den'], 'en'],
  ['de', ['en'], 'de'],
  ['en', ['de'], 'en'],
] as const)('%s, wanted are %j: %s', (choice, wanted, language) => {
  expect(languageFor(choice, wanted)).toBe(language);
});

test('a language counts as it does', () => {
  expect(plurals('en-GB').counted(1, 'file', 'files')).toBe('1 file');
  expect(plurals('en-GB').counted(1_234, 'file', 'files')).toBe('1,234 files');
  expect(plurals('de-DE').counted(0, 'Datei', 'Dateien')).toBe('0 Dateien');
  expect(plurals('de-DE').counted(1_234, 'Datei', 'Dateien')).toBe('1.234 Dateien');
});
