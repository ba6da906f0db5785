import { describe, expect, test } from 'vitest';
import type { HeadLook } from '../../../shared/api/heads/head-look.ts';
import { oidSchema, peerIdSchema } from '../../../shared/ids.ts';
import { againstChoices, firstAgainst } from './against.ts';
import { commitsTitle, nextStep, standingSigns } from './standing.ts';

const oid = oidSchema.parse('1'.repeat(40));
const refused = { isPossible: false, code: 'conflicts', sentence: 'No.', command: null } as const;

function look(more: Partial<HeadLook> = {}): HeadLook {
  return {
    ...{ peer: peerIdSchema.parse('a'.repeat(52)), ref: 'refs/heads/x', name: 'x', kind: 'branch' },
    ...{
      oid,
      current: oid,
      isHere: true,
      tracking: null,
      toldBy: null,
      mine: { branch: 'main', oid },
    },
    relation: { kind: 'diverged', ahead: 1_200, behind: 2 },
    comparison: {
      ...{ head: oid, base: oid, commits: [], commitCount: 1_200 },
      ...{ files: [], fileCount: 0, added: 0, removed: 0 },
    },
    ...{ conflicts: { files: [], fileCount: 0 }, seen: null },
    checkOut: { isPossible: true, branch: 'x' },
    merge: { isPossible: true, into: 'main', how: 'merge-commit' },
    ...more,
  };
}

describe('the one thing to do next', () => {
  test.each([
    ['what is not here is fetched', look({ isHere: false }), true, 'fetch'],
    ['unless nobody has it', look({ isHere: false }), false, 'none'],
    ['what merges cleanly is merged', look(), true, 'merge'],
    ['what does not is checked out', look({ merge: refused }), true, 'check-out'],
    [
      'where neither can be, it is followed',
      look({ merge: refused, checkOut: refused }),
      true,
      'follow',
    ],
    ['what is mine already, too', look({ relation: { kind: 'same' } }), true, 'follow'],
    ['but not a tag', look({ relation: { kind: 'behind', behind: 1 }, kind: 'tag' }), true, 'none'],
  ] as const)('%s', (_, at, canFetch, step) => {
    expect(nextStep(at, canFetch)).toBe(step);
  });
});

test('how a head stands is told in short statements', () => {
  const texts = (at: HeadLook, isUndone = false) =>
    standingSigns(at, isUndone).map(({ text }) => text);
  expect(texts(look())).toEqual(['1,200 ahead', '2 behind']);
  expect(texts(look({ relation: { kind: 'unknown' }, isHere: false }), true)).toEqual([
    'new',
    'undone',
  ]);
  const seen = { oid, at: 0, isHere: true, isRewritten: true };
  expect(texts(look({ relation: { kind: 'same' }, seen, current: null }))).toEqual([
    'same as yours',
    'force-pushed',
    'gone',
  ]);
  expect(texts(look({ conflicts: { files: [], fileCount: 1 } }))).toContain('Conflicts in 1 file');
});

test('the list of commits says what it holds', () => {
  expect(commitsTitle(look())).toBe('1,200 commits not in main');
  expect(commitsTitle(look({ mine: { branch: null, oid } }))).toBe('1,200 commits not in yours');
  const { comparison } = look();
  expect(commitsTitle(look({ comparison: { ...comparison, commitCount: 0 } }))).toBe(
    'You have all of its commits',
  );
});

test('of a project that I have not, nothing stands to mine, and the list says what it holds', () => {
  const offered = (branch: string | null, commitCount = 3) =>
    look({
      ...{ isHere: false, mine: null, relation: { kind: 'unknown' }, offered: { branch } },
      comparison: { ...look().comparison, commitCount },
    });
  expect(standingSigns(offered('main'), false)).toEqual([]);
  expect(commitsTitle(offered('main'))).toBe('3 commits not in main');
  expect(commitsTitle(offered('main', 0))).toBe('All of it is in main');
  expect(commitsTitle(offered(null))).toBe('The latest 3 commits');
  expect(commitsTitle(offered(null, 1))).toBe('The latest commit');
  expect(commitsTitle(offered(null, 0))).toBe('No commit before this one');
});

describe('what can be compared', () => {
  const refusals = (at: HeadLook) =>
    againstChoices(at).map(({ id, refusal }) => [id, refusal === null]);
  const seen = { oid, at: 0, isHere: true, isRewritten: true };

  test('what I saw is there where I saw something else', () => {
    expect(refusals(look())).toEqual([
      ['mine', true],
      ['base', true],
    ]);
    expect(refusals(look({ seen })).at(-1)).toEqual(['seen', true]);
    expect(refusals(look({ seen: { ...seen, isHere: false } })).at(-1)).toEqual(['seen', false]);
  });

  test('before a fetch, only with where the two parted', () => {
    expect(refusals(look({ isHere: false, seen }))).toEqual([
      ['mine', false],
      ['base', true],
      ['seen', false],
    ]);
  });

  test('first what they changed; after a force-push, what is other than I saw', () => {
    expect(firstAgainst(look())).toBe('base');
    expect(firstAgainst(look({ seen }))).toBe('seen');
    expect(firstAgainst(look({ seen: { ...seen, isRewritten: false } }))).toBe('base');
    expect(firstAgainst(look({ seen: { ...seen, isHere: false } }))).toBe('base');
  });
});
