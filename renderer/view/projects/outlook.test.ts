import { expect, test } from 'vitest';
import type { MergeOutlook } from '../../../shared/domain/git/merge-outlook.ts';
import { sprat } from '../../gallery/fixtures/people.ts';
import { has, head, mine, project, swarmId } from '../../gallery/fixtures/projects.ts';
import { conflictingHeads, outlookLabel } from './outlook.ts';

const conflicts = (more: number): MergeOutlook => ({ kind: 'conflicts', files: ['a'], more });

test.each<[MergeOutlook, string]>([
  [{ kind: 'clean' }, 'Merges cleanly'],
  [conflicts(0), 'Conflicts in 1 file'],
  [conflicts(33), 'Conflicts in 34 files'],
])('an outlook is told in a few words', (outlook, label) => {
  expect(outlookLabel(outlook)).toBe(label);
});

test('a commit that conflicts counts once, however many have it', () => {
  const copy = mine(1, 'project', swarmId(1));
  const relation = { kind: 'diverged', ahead: 1, behind: 1 } as const;
  const bad = head([copy.id], { name: 'main', relation, merge: conflicts(1) });
  const other = head([copy.id], { name: 'other', relation, merge: conflicts(0) });
  const good = head([copy.id], { name: 'good', relation, merge: { kind: 'clean' } });
  const swarm = project(
    1,
    'project',
    null,
    [copy],
    [has(sprat, [bad, good]), has(sprat, [bad, other])],
  );
  expect(conflictingHeads(swarm)).toBe(2);
});
