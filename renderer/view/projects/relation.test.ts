import { expect, test } from 'vitest';
import type { Relation } from '../../../shared/domain/git/relation.ts';
import { head, repositoryId } from '../../gallery/fixtures/projects.ts';
import { relationPills } from './relation.ts';

const copy = repositoryId(1);

function pillsOf(
  relation: Relation,
  name = 'main',
  against = 'main',
  headRelation: Relation | null = null,
) {
  const it = head([copy], { name, relation, against });
  const standing = it.standing[copy];
  return standing === undefined ? [] : relationPills(it, { ...standing, headRelation }, 'release');
}

test.each<[Relation, string[]]>([
  [{ kind: 'same' }, ['same as yours']],
  [{ kind: 'ahead', ahead: 5 }, ['5 ahead']],
  [{ kind: 'behind', behind: 12 }, ['12 behind']],
  [{ kind: 'diverged', ahead: 2, behind: 1 }, ['2 ahead', '1 behind']],
  [{ kind: 'diverged', ahead: 1204, behind: 1 }, ['1,204 ahead', '1 behind']],
  [{ kind: 'unrelated' }, ['unrelated']],
  [{ kind: 'unknown' }, []],
])('a relation is told in short labels', (relation, texts) => {
  expect(pillsOf(relation).map(({ text }) => text)).toEqual(texts);
});

test('another branch than mine is named', () => {
  expect(pillsOf({ kind: 'same' }, 'topic')[0]?.text).toBe('same as main');
  expect(pillsOf({ kind: 'ahead', ahead: 1 }, 'topic')[0]?.sentence).toBe('1 ahead of your main');
});

test('how it stands to the branch I am on is told, too, where that is another one', () => {
  const headRelation = { kind: 'diverged', ahead: 3, behind: 2 } as const;
  const [pill] = pillsOf({ kind: 'ahead', ahead: 1 }, 'main', 'main', headRelation);
  expect(pill).toEqual({
    text: '1 ahead',
    sentence: '1 ahead of your main; 3 ahead and 2 behind release, which you are on',
  });
  const [same] = pillsOf({ kind: 'ahead', ahead: 1 }, 'main', 'release', headRelation);
  expect(same?.sentence).toBe('1 ahead of your release');
});
