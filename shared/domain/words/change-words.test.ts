import { expect, test } from 'vitest';
import { changeWords, fastForwardWords, headName } from './change-words.ts';

test('heads are called by their names', () => {
  expect(headName('refs/remotes/anna/feature/x')).toBe('feature/x');
  expect(headName('refs/remotes/anna/tags/v1')).toBe('v1');
});

test.each([
  ['new', null, 'is new'],
  ['moved', 1, 'has 1 new commit'],
  ['moved', 12, 'has 12 new commits'],
  ['moved', null, 'has moved'],
  ['rewritten', 3, 'was rewritten'],
  ['deleted', null, 'is gone'],
] as const)('%s with %s commits: %s', (kind, commits, words) => {
  expect(changeWords({ kind, commits })).toBe(words);
});

test('what became of my branch', () => {
  expect(fastForwardWords({ branch: 'main', refusal: null })).toBe('moved along');
  expect(fastForwardWords({ branch: 'main', refusal: 'it has changes of yours' })).toBe(
    'was left: it has changes of yours',
  );
});
