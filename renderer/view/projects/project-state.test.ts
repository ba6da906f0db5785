import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlternativeHead } from '../../../shared/api/swarm-state.ts';
import type { MergeOutlook } from '../../../shared/domain/git/merge-outlook.ts';
import { longGone, sardine, smelt, sprat } from '../../gallery/fixtures/people.ts';
import { has, head, mine, project, swarmId } from '../../gallery/fixtures/projects.ts';
import { stateOf } from '../../gallery/fixtures/room.ts';
import { failed, receiving } from '../../gallery/fixtures/transfers.ts';
import { runningIn } from '../transfers/transfers.ts';
import { headRows, isNew } from './heads.ts';
import { isConflict } from './outlook.ts';
import { projectState, stateLabel, stateMeaning } from './project-state.ts';

const copy = mine(1, 'charts', swarmId(1));
const { peers } = stateOf({ peers: [smelt, sprat, sardine, longGone] });
const DIVERGED = { kind: 'diverged', ahead: 2, behind: 1 } as const;
const CONFLICTS: MergeOutlook = { kind: 'conflicts', files: ['a'], more: 0 };

const conflicting = (name: string) =>
  head([copy.id], { name, relation: DIVERGED, merge: CONFLICTS });
const fresh = (name: string) => head([copy.id], { name });
const undone = (name: string) =>
  head([copy.id], { name, relation: { kind: 'ahead', ahead: 1 }, isUndone: true });
const same = head([copy.id], { name: 'main', relation: { kind: 'same' } });

function told(heads: readonly AlternativeHead[], owner = sprat, my: typeof copy | null = copy) {
  const swarm = project(1, 'charts', null, my === null ? [] : [my], [has(owner, heads)]);
  const state = projectState(swarm, my, { peers, transfer: null });
  return [stateLabel(state), stateMeaning(state)];
}

describe('a project is told as', () => {
  test.each([
    ['up to date', [same], ['up to date', 'nothing to fetch']],
    ['conflicts', [same, conflicting('a'), conflicting('b')], ['2 conflicts', 'nothing to fetch']],
    ['new, also where something conflicts', [fresh('a'), conflicting('b')], ['1 new head', null]],
    [
      'undone, also where something conflicts',
      [undone('a'), conflicting('b')],
      ['1 head undone', null],
    ],
    ['new rather than undone', [fresh('a'), undone('b')], ['1 new head', null]],
  ])('%s', (_what, heads, words) => expect(told(heads)).toEqual(words));

  test('what was undone is offered only by those who are here', () => {
    expect(told([undone('a')], sardine)).toEqual(['up to date', 'nothing to fetch']);
  });

  test('a commit that conflicts counts once, however many have it', () => {
    const bad = conflicting('a');
    const copies = [has(sprat, [bad]), has(smelt, [bad, { ...bad, name: 'b' }])];
    const swarm = project(1, 'charts', null, [copy], copies);
    expect(projectState(swarm, copy, { peers, transfer: null })).toEqual({
      kind: 'conflicts',
      heads: 1,
    });
  });

  test('only what counts for the copy that is meant', () => {
    const other = mine(2, 'charts', swarmId(1));
    const bad = conflicting('a');
    const standing = { ...bad.standing, [other.id]: same.standing[copy.id] };
    const swarm = project(
      1,
      'charts',
      null,
      [copy, other],
      [has(sprat, [{ ...bad, standing } as AlternativeHead])],
    );
    const of = (my: typeof copy) => projectState(swarm, my, { peers, transfer: null }).kind;
    expect([of(copy), of(other)]).toEqual(['conflicts', 'up-to-date']);
  });

  test('out of reach while nobody who has it is here', () => {
    expect(told([fresh('a')], sardine, null)).toEqual([
      'out of reach',
      'nobody who has it is here',
    ]);
    expect(told([fresh('a')], longGone)).toEqual([
      '1 new head out of reach',
      'nobody who has it is here',
    ]);
    expect(told([same], longGone)).toEqual(['up to date', 'nothing to fetch']);
  });

  test('what my copy is, where it cannot be compared', () => {
    const lost = { state: 'unusable', code: 'not-found', sentence: 'It is gone.' } as const;
    expect(told([fresh('a')], sprat, { ...copy, status: lost })[0]).toBe('needs attention');
    const reading = { ...copy, status: { state: 'reading' } as const };
    expect(told([fresh('a')], sprat, reading)[0]).toBe('being read');
  });

  test('what is under way in it', () => {
    const swarm = { ...project(1, 'charts', null, [copy], [has(sprat, [fresh('a')])]) };
    const transfers = {
      [receiving.id]: { ...receiving, swarm: swarm.id },
      [failed.id]: { ...failed, swarm: swarm.id },
    };
    const state = projectState(swarm, copy, {
      ...{ peers, transfer: runningIn(swarm.id, transfers) },
    });
    expect(stateLabel(state)).toBe('cloning 62 %');
  });
});

test('a state never contradicts what its heads are', () => {
  const anyHead = fc.constantFrom('fresh', 'conflicting', 'same', 'clean');
  const anyOwner = fc.constantFrom(smelt, sprat, sardine, longGone);
  fc.assert(
    fc.property(fc.array(fc.tuple(anyHead, anyOwner), { maxLength: 8 }), (sketches) => {
      const alternatives = sketches.map(([kind, owner], index) =>
        has(owner, [
          kind === 'fresh'
            ? fresh(`h${index}`)
            : kind === 'conflicting'
              ? conflicting(`h${index}`)
              : kind === 'same'
                ? same
                : head([copy.id], { name: `h${index}`, relation: { kind: 'ahead', ahead: 1 } }),
        ]),
      );
      const swarm = project(1, 'charts', null, [copy], alternatives);
      const state = projectState(swarm, copy, { peers, transfer: null });
      const rows = headRows(swarm, peers, copy);
      const isAnyNew = rows.some(isNew);
      const isAnyConflict = rows.some(
        (row) => row.kind === 'theirs' && isConflict(row.standing?.merge ?? null),
      );
      expect(state.kind === 'new' || state.kind === 'new-out-of-reach').toBe(isAnyNew);
      expect(state.kind === 'conflicts').toBe(isAnyConflict && !isAnyNew);
      expect(state.kind === 'up-to-date').toBe(!isAnyConflict && !isAnyNew);
    }),
  );
});
