import type { Oid } from '../../ids.ts';

/** What a fetch did to one ref. */
export type RefChangeKind =
  | 'new'
  /** Its new commits build on the old ones. */
  | 'moved'
  /** A force-push: some of the old commits are not in it any more. */
  | 'rewritten'
  | 'deleted';

export function refChangeKind(
  { old, new: now }: { readonly old: Oid | null; readonly new: Oid | null },
  isDescendant: boolean,
): RefChangeKind {
  if (old === null) return 'new';
  if (now === null) return 'deleted';
  return isDescendant ? 'moved' : 'rewritten';
}
