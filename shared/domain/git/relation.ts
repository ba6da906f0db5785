/** How a teammate's head stands to a commit of mine. */
export type Relation =
  | { readonly kind: 'same' }
  | { readonly kind: 'ahead'; readonly ahead: number }
  | { readonly kind: 'behind'; readonly behind: number }
  | { readonly kind: 'diverged'; readonly ahead: number; readonly behind: number }
  /** No commit in common. */
  | { readonly kind: 'unrelated' }
  /** Its commits are not here yet. */
  | { readonly kind: 'unknown' };

/** From the two counts of `git rev-list --left-right --count mine...theirs`. */
export function relationFromCounts(behind: number, ahead: number): Relation {
  if (ahead === 0 && behind === 0) return { kind: 'same' };
  if (behind === 0) return { kind: 'ahead', ahead };
  if (ahead === 0) return { kind: 'behind', behind };
  return { kind: 'diverged', ahead, behind };
}
