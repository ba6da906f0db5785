import { conflictCount, type MergeOutlook } from '../../../shared/domain/git/merge-outlook.ts';
import { t } from '../../texts/texts.ts';

/** What merging a head would come to, in a few words. */
export function outlookLabel(outlook: MergeOutlook): string {
  if (outlook.kind === 'clean') return t.nearby.head.mergesCleanly;
  return t.nearby.head.conflictsIn(conflictCount(outlook));
}

export function isConflict(outlook: MergeOutlook | null): boolean {
  return outlook?.kind === 'conflicts';
}
