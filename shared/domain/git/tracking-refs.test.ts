import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Head } from '../../gtp/manifest.ts';
import type { Oid } from '../../ids.ts';
import { aliasFromName, isAlias, trackingRefs } from './tracking-refs.ts';

const head = (ref: string): Head => ({ ref, oid: 'a'.repeat(40) as Oid });
const refsOf = (...refs: string[]) =>
  trackingRefs('anna', refs.map(head)).refs.map(({ ref }) => ref);

test('branches and tags keep their names below the alias', () => {
  expect(refsOf('refs/heads/main', 'refs/heads/fix/a', 'refs/tags/v1')).toEqual([
    'refs/remotes/anna/main',
    'refs/remotes/anna/fix/a',
    'refs/remotes/anna/tags/v1',
  ]);
});

test.each([
  ['a branch called tags', ['refs/heads/tags', 'refs/tags/v1']],
  ['a branch at the place of a tag', ['refs/heads/tags/v1', 'refs/tags/v1']],
  ['a branch below the place of a tag', ['refs/heads/tags/v1/x', 'refs/tags/v1']],
  ['a branch above the place of a tag', ['refs/heads/tags/v1', 'refs/tags/v1/x']],
])('%s leaves the tag out', (_what, refs) => {
  const { refs: kept, leftOut } = trackingRefs('anna', refs.map(head));
  expect(kept).toHaveLength(1);
  const tag = (refs[1] ?? '').replace('refs/', 'refs/remotes/anna/');
  expect(leftOut).toEqual([{ ...head(''), ref: tag }]);
});

test('any name makes an alias that git accepts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
      expect(isAlias(aliasFromName(name))).toBe(true);
    }),
  );
});

test.each([
  ['Anna Bäcker', 'anna-bäcker'],
  ['../../etc', 'etc'],
  ['-x', 'x'],
  ['HEAD', 'peer'],
  ['🐟', 'peer'],
  ['a..b.lock', 'peer'],
  [`${'a'.repeat(39)}. b`, 'a'.repeat(39)],
  [`${'a'.repeat(39)}𠮷𠮷`, `${'a'.repeat(39)}𠮷`],
])('%j becomes %j', (name, alias) => expect(aliasFromName(name)).toBe(alias));
