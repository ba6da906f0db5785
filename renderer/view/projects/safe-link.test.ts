import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeLink } from './safe-link.ts';

test('addresses of the web are links', () => {
  expect(safeLink('https://example.org/a?b#c')).toBe('https://example.org/a?b#c');
  expect(safeLink('HTTP://Example.org')).toBe('http://example.org/');
});

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,a',
  'file:///etc/passwd',
  'mailto:a@example.org',
  '//example.org',
  '/a',
  'a.md',
  '#a',
  'https:example.org',
  'https://',
  '',
  `https://example.org/${'a'.repeat(3_000)}`,
])('%j is none', (href) => {
  expect(safeLink(href)).toBeNull();
});

test('whatever is a link leads to the web', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((s) => `https://${s}`),
      ),
      (href) => {
        const link = safeLink(href);
        if (link !== null) expect(['http:', 'https:']).toContain(new URL(link).protocol);
      },
    ),
  );
});
