import { expect, test } from 'vitest';
import type { MergeOutlook } from '../../../shared/domain/git/merge-outlook.ts';
import { isConflict, outlookLabel } from './outlook.ts';

const conflicts = (more: number): MergeOutlook => ({ kind: 'conflicts', files: ['a'], more });

test.each<[MergeOutlook, string]>([
  [{ kind: 'clean' }, 'Merges cleanly'],
  [conflicts(0), 'Conflicts in 1 file'],
  [conflicts(33), 'Conflicts in 34 files'],
])('an outlook is told in a few words', (outlook, label) => {
  expect(outlookLabel(outlook)).toBe(label);
});

test('what is not known is no conflict', () => {
  expect([null, { kind: 'clean' } as const, conflicts(0)].map(isConflict)).toEqual([
    false,
    false,
    true,
  ]);
});
