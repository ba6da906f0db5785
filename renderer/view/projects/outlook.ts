import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { conflictCount, type MergeOutlook } from '../../../shared/domain/git/merge-outlook.ts';
import { count } from '../../../shared/domain/words/quantity.ts';

/** What merging a head would come to, in a few words. */
export function outlookLabel(outlook: MergeOutlook): string {
  if (outlook.kind === 'clean') return 'Merges cleanly';
  return `Conflicts in ${count(conflictCount(outlook), 'file')}`;
}

/** How many different commits of teammates conflict with a copy of mine. */
export function conflictingHeads({ alternatives }: Swarm): number {
  const conflicting = alternatives
    .flatMap(({ heads }) => heads)
    .filter(({ standing }) =>
      Object.values(standing).some(({ merge }) => merge?.kind === 'conflicts'),
    );
  return new Set(conflicting.map(({ oid }) => oid)).size;
}
