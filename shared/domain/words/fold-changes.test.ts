import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ActivityChange } from '../../api/activity-state.ts';
import { foldChanges } from './fold-changes.ts';

function change(name: string, more: Partial<ActivityChange> = {}): ActivityChange {
  const ref = `refs/remotes/anna/${name}`;
  return { ref, old: null, new: null, kind: 'new', commits: null, isUndone: false, ...more };
}
const many = (n: number, prefix: string, more: Partial<ActivityChange> = {}) =>
  Array.from({ length: n }, (_, index) => change(`${prefix}${index}`, more));
const words = (changes: readonly ActivityChange[]) =>
  foldChanges(changes).map((line) => (line.kind === 'one' ? line.change.ref : line.words));

test('three hundred tags are one line, below the branches', () => {
  const branches = [change('main', { kind: 'moved' }), change('topic')];
  expect(words([...many(304, 'tags/v'), ...branches])).toEqual([
    'refs/remotes/anna/main',
    'refs/remotes/anna/topic',
    '304 tags are new',
  ]);
});

test('many branches are one line, too, for each thing that happened to them', () => {
  const changes = [
    ...many(300, 'topic/', { kind: 'deleted' }),
    ...many(12, 'work/', { kind: 'moved', commits: 3 }),
    ...many(6, 'old/', { kind: 'rewritten' }),
    change('main', { kind: 'moved', commits: 1 }),
  ];
  expect(words(changes)).toEqual([
    '300 branches are gone',
    '13 branches have moved',
    '6 branches were rewritten',
  ]);
});

test('a few stand alone', () => {
  expect(words(many(5, 'tags/v'))).toHaveLength(5);
  expect(words(many(6, 'tags/v'))).toEqual(['6 tags are new']);
});

test('what was undone is apart from what was not', () => {
  const changes = [...many(8, 'tags/v'), change('tags/w', { isUndone: true })];
  expect(words(changes)).toEqual(['refs/remotes/anna/tags/w', '8 tags are new']);
});

test('every change is in one line, and lines are told apart', () => {
  const anyChange = fc.record({
    name: fc.constantFrom('main', 'tags/v', 'a/tags/b'),
    kind: fc.constantFrom('new', 'moved', 'rewritten', 'deleted'),
    isUndone: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyChange, { maxLength: 60 }), (sketches) => {
      const changes = sketches.map(({ name, ...more }, index) => change(`${name}${index}`, more));
      const lines = foldChanges(changes);
      const listed = lines.flatMap((line) => (line.kind === 'one' ? [line.change] : line.changes));
      expect(listed.map(({ ref }) => ref).sort()).toEqual(changes.map(({ ref }) => ref).sort());
      const keys = lines.map((line) => (line.kind === 'one' ? line.change.ref : line.key));
      expect(new Set(keys).size).toBe(lines.length);
      expect(lines.length).toBeLessThanOrEqual(2 * 4 * 2 * 5);
    }),
  );
});
