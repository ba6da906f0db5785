import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefPath, isSharedRefName, shortRefName, whyNotShared } from './ref-name.ts';

const piece = fc.constantFrom(
  ...[
    'a',
    'main',
    'ü',
    '日',
    '.',
    '..',
    '/',
    '//',
    '@',
    '@{',
    '~',
    '^',
    ':',
    '?',
    '*',
    '[',
    '\\',
    ' ',
  ],
  ...['.lock', '-', 'HEAD', '\u0007', '\u007f', 'x'],
);

test('no name passes that git check-ref-format refuses', () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
      const name = `refs/heads/${pieces.join('')}`;
      if (!isSharedRefName(name)) return;
      expect(spawnSync('git', ['check-ref-format', name]).status).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test.each(['refs/heads/main', 'refs/tags/v1.0', 'refs/heads/feature/ünïcode', 'refs/heads/a@b'])(
  '%s passes',
  (name) => expect(isSharedRefName(name)).toBe(true),
);

test.each(['main', 'refs/remotes/x/y', 'refs/heads/-x', 'refs/heads/@', 'refs/heads/x/HEAD', ''])(
  '%j does not',
  (name) => expect(isSharedRefName(name)).toBe(false),
);

test('the short name is what a user types', () => {
  expect(shortRefName('refs/heads/feature/login')).toBe('feature/login');
  expect(shortRefName('refs/tags/v1')).toBe('v1');
});

test('half a character is none: two such names would be one to git', () => {
  const [one, other] = ['refs/heads/a\ud83d', 'refs/heads/a\ud83e'];
  expect(Buffer.from(one)).toEqual(Buffer.from(other));
  expect([one, other].map(isSharedRefName)).toEqual([false, false]);
  expect(isRefPath('a\ud83d')).toBe(false);
  expect(isSharedRefName('refs/heads/a🐟')).toBe(true);
});

test.each([
  ['refs/heads/main', null],
  ['refs/heads/HEAD', 'head'],
  ['refs/heads/x/HEAD', 'head'],
  ['refs/tags/x/HEAD', 'head'],
  ['refs/heads/HEAD/x', null],
  ['refs/heads/a\udce9', 'not-text'],
  ['refs/heads/-x', 'refused'],
  [`refs/heads/${'x'.repeat(250)}`, 'refused'],
])('what keeps %j from being told', (name, fault) => expect(whyNotShared(name)).toBe(fault));
