import { conflictCount, type MergeOutlook } from '../../../shared/domain/git/merge-outlook.ts';
import { count } from '../../../shared/domain/words/quantity.ts';

/** What merging a head would come to, in a few words. */
export function outlookLabel(outlook: MergeOutlook): string {
  if (outlook.kind === 'clean') return 'Merges cleanly';
  return `Conflicts in ${count(conflictCount(outlook), 'file')}`;
}

export function isConflict(outlook: MergeOutlook | null): boolean {
  return outlook?.kind === 'conflicts';
}
