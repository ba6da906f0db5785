import { expect, test } from 'vitest';
import { activityEntry, change } from '../gallery/fixtures/activity.ts';
import { byDay, changeWords, dayName, fastForwardWords, headName } from './activity.ts';

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
  expect(changeWords(change('main', kind, { commits }))).toBe(words);
});

test('what became of my branch', () => {
  expect(fastForwardWords({ branch: 'main', refusal: null })).toBe('moved along');
  expect(fastForwardWords({ branch: 'main', refusal: 'it has changes of yours' })).toBe(
    'was left: it has changes of yours',
  );
});

test('days, the newest first, and how they are called', () => {
  const now = new Date(2026, 10, 21, 9).getTime();
  const hour = 3_600_000;
  const days = byDay([20, 1, 2, 200].map((hours) => activityEntry({ at: now - hours * hour })));
  expect(days.map(({ entries }) => entries.length)).toEqual([2, 1, 1]);
  const names = days.map(({ start }) => dayName(start, now));
  expect(names).toEqual(['Today', 'Yesterday', 'Friday 13 November']);
});
