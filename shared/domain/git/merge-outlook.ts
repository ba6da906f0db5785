import type { Relation } from './relation.ts';

/** What merging a teammate's head into my checked-out branch would come to. */
export type MergeOutlook =
  | { readonly kind: 'clean' }
  /** `files` are names made safe to show, the first of them; `more` is how many others there are. */
  | { readonly kind: 'conflicts'; readonly files: readonly string[]; readonly more: number };

/** Files of a conflict that are told by name. */
export const MAX_CONFLICT_NAMES = 20;

/** In how many files a merge conflicts. */
export function conflictCount(outlook: MergeOutlook | null): number {
  return outlook?.kind === 'conflicts' ? outlook.files.length + outlook.more : 0;
}

/** What is told without a merge: a fast-forward is clean. */
export function outlookOfRelation(relation: Relation | null): MergeOutlook | null {
  return relation?.kind === 'ahead' ? { kind: 'clean' } : null;
}
