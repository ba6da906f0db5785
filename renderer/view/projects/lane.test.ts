import { expect, test } from 'vitest';
import type { Relation } from '../../../shared/domain/git/relation.ts';
import { anchovy } from '../../gallery/fixtures/people.ts';
import { head, mine, swarmId } from '../../gallery/fixtures/projects.ts';
import { laneOf } from './lane.ts';

const copy = mine(1, 'charts', swarmId(1));

test.each<[Relation, string]>([
  [{ kind: 'same' }, 'on'],
  [{ kind: 'behind', behind: 3 }, 'on'],
  [{ kind: 'ahead', ahead: 1 }, 'beyond'],
  [{ kind: 'diverged', ahead: 1, behind: 1 }, 'beyond'],
  [{ kind: 'unknown' }, 'beyond'],
  [{ kind: 'unrelated' }, 'apart'],
])('a head is drawn where it stands to my branch', (relation, lane) => {
  const it = head([copy.id], { name: 'main', relation });
  const standing = it.standing[copy.id] ?? null;
  const row = {
    kind: 'theirs',
    key: '',
    peer: anchovy,
    head: it,
    label: '',
    beside: null,
    asOf: null,
    alsoAt: [],
    standing,
  } as const;
  expect(laneOf(row)).toBe(lane);
});

test('my own head is the rail itself', () => {
  expect(laneOf({ kind: 'mine', key: 'mine', branch: 'main', tip: null })).toBe('mine');
});
