import { expect, test } from 'vitest';
import { headChooser, matchHeads } from './chosen-heads.ts';

const heads = [
  'heads/main',
  'heads/fix/a',
  'heads/fix/b/c',
  'heads/.wip',
  'tags/v1',
  'tags/v2',
].map((name) => ({ ref: `refs/${name}` }));
const chosen = (only: string[], except: string[] = []) =>
  heads.filter(({ ref }) => headChooser({ only, except })(ref)).map(({ ref }) => ref.slice(5));

test('without patterns, all are chosen; what is excepted is not', () => {
  expect(chosen([])).toHaveLength(heads.length);
  expect(chosen([], ['fix/**', '.wip'])).toEqual(['heads/main', 'tags/v1', 'tags/v2']);
  expect(chosen(['main'], ['main'])).toEqual([]);
});

test('an asterisk matches one level, two all below, and a dot is no exception', () => {
  expect(chosen(['fix/*'])).toEqual(['heads/fix/a']);
  expect(chosen(['fix/**'])).toEqual(['heads/fix/a', 'heads/fix/b/c']);
  expect(chosen(['*'])).toEqual(['heads/main', 'heads/.wip', 'tags/v1', 'tags/v2']);
});

test('branches and tags are counted apart', () => {
  expect(matchHeads(heads, { only: ['v*', 'main'], except: ['v2'] })).toEqual({
    chosen: { heads: 1, tags: 1 },
    all: { heads: 4, tags: 2 },
  });
});
