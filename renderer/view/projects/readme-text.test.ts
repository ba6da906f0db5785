import { expect, test } from 'vitest';
import { readmeText, SHOWN_LENGTH } from './readme-text.ts';

const shown = (text: string, name = 'README.md') => readmeText({ name, text, isCut: false });

test('Markdown is laid out, anything else shown as it is', () => {
  expect(shown('# a\n\n- [b](c)\n  - `d`').isMarkdown).toBe(true);
  expect(shown('a', 'Readme.MARKDOWN').isMarkdown).toBe(true);
  expect(shown('a', 'README').isMarkdown).toBe(false);
  expect(shown('a', 'README.rst').isMarkdown).toBe(false);
});

test('a long one is cut between characters', () => {
  const { text, isCut } = shown(`${'a'.repeat(SHOWN_LENGTH - 1)}🐟`);
  expect(text).toBe('a'.repeat(SHOWN_LENGTH - 1));
  expect(isCut).toBe(true);
});

test('a long one is cut, and says so', () => {
  expect(shown('a'.repeat(SHOWN_LENGTH))).toMatchObject({ isCut: false });
  const long = shown('a'.repeat(SHOWN_LENGTH + 1));
  expect(long.isCut).toBe(true);
  expect(long.text).toHaveLength(SHOWN_LENGTH);
  expect(readmeText({ name: 'README', text: 'a', isCut: true }).isCut).toBe(true);
});

test.each([
  ['quotes', `${'>'.repeat(30)} a`],
  ['quotes with spaces', `${'> '.repeat(30)}a`],
  ['lists', `${'- '.repeat(30)}a`],
  ['numbers', `${'1. '.repeat(30)}a`],
  ['indented lists', `${' '.repeat(300)}- a`],
  ['brackets', '['.repeat(500)],
  ['emphasis over many lines', '~~a~\n'.repeat(1_000)],
])('%s without end are not laid out', (_what, text) => {
  expect(shown(`# a\n\n${text}\n`).isMarkdown).toBe(false);
});

test('long, but ordinary, is laid out', () => {
  expect(shown('- [a](https://example.org) is *good*\n'.repeat(900)).isMarkdown).toBe(true);
  expect(shown(`| ${'a | '.repeat(30)}\n`.repeat(100)).isMarkdown).toBe(true);
  expect(shown('-----------------------------------------------\n').isMarkdown).toBe(true);
});
