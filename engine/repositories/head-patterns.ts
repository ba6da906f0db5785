import { headChooser } from '../../shared/domain/git/chosen-heads.ts';
import type { HeadPatterns } from '../../shared/domain/git/head-patterns.ts';
import { isSharedRefName } from '../../shared/domain/git/ref-name.ts';

/** Whether a head is among the chosen ones; of many heads, ask a `headChooser`. */
export function isHeadChosen(ref: string, patterns: HeadPatterns): boolean {
  return headChooser(patterns)(ref);
}

/**
 * Tells which heads are shared. Those that only stand for another ref show what that one shows, and so
 * nothing that the user keeps back.
 * @param symbolic names of refs, by the heads that stand for them
 */
export function sharedHeadChooser(
  symbolic: ReadonlyMap<string, string>,
  { only, except }: HeadPatterns,
): (ref: string) => boolean {
  const isChosen = headChooser({ only, except });
  const isNotKeptBack = headChooser({ only: [], except });
  return (ref) => {
    const target = symbolic.get(ref) ?? ref;
    return isChosen(ref) && isSharedRefName(target) && isNotKeptBack(target);
  };
}
