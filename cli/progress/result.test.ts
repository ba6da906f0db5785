import { expect, test } from 'vitest';
import type { RefUpdate } from '../../shared/api/activity-state.ts';
import { EMPTY_STATE } from '../../shared/api/state.ts';
import type { Oid } from '../../shared/ids.ts';
import { resultWords } from './result.ts';

const oid = (digit: string) => digit.repeat(40) as Oid;
const result = (updated: RefUpdate[]) => ({
  updated,
  bytes: 2_000,
  seconds: 1,
  blocks: 1,
  peers: [],
});

test('each ref is told with what became of it', () => {
  const words = resultWords(
    result([
      { ref: 'refs/remotes/anna/new', old: null, new: oid('a') },
      { ref: 'refs/remotes/anna/moved', old: oid('a'), new: oid('b') },
      { ref: 'refs/remotes/anna/gone', old: oid('b'), new: null },
    ]),
    EMPTY_STATE,
  );
  expect(words.slice(0, 3)).toEqual([
    ' + refs/remotes/anna/new  aaaaaaaaa',
    ' * refs/remotes/anna/moved  aaaaaaaaa..bbbbbbbbb',
    ' - refs/remotes/anna/gone  (gone)',
  ]);
});

test('a long list is cut, and says so', () => {
  const many = Array.from({ length: 300 }, (_, index) => ({
    ref: `refs/tags/${index}`,
    old: null,
    new: oid('a'),
  }));
  const words = resultWords(result(many), EMPTY_STATE);
  expect(words).toHaveLength(22);
  expect(words[20]).toBe('   and 280 more');
  expect(words[21]).toMatch(/^300 refs updated/);
});

test('branches are told before tags, however many those are', () => {
  const tags = Array.from({ length: 300 }, (_, index) => ({
    ref: `refs/remotes/anna/tags/${index}`,
    old: null,
    new: oid('a'),
  }));
  const words = resultWords(
    result([...tags, { ref: 'refs/remotes/anna/main', old: null, new: oid('b') }]),
    EMPTY_STATE,
  );
  expect(words[0]).toBe(' + refs/remotes/anna/main  bbbbbbbbb');
  expect(words.at(-1)).toMatch(/^301 refs updated \(300 tags\), /);
});
