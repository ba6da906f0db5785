import type { RefUpdate } from '../../shared/api/activity-state.ts';
import type { TrackingRef } from '../../shared/domain/git/tracking-refs.ts';
import type { Oid } from '../../shared/ids.ts';

interface RefChanges {
  readonly updates: RefUpdate[];
  readonly transactions: RefUpdate[][];
  /** Wanted, but something that stays has their name, or one that git cannot keep beside it. */
  readonly leftOut: TrackingRef[];
}

/**
 * What turns the current refs of an alias into the wanted ones. It is one transaction, unless a ref
 * goes whose name is in the way of a new one (`anna/fix` and `anna/fix/tests`): git refuses both in
 * one, so what goes then goes first.
 * @param staying names that are not to be touched: one that is in the way of a wanted ref holds up no other
 */
export function planRefChanges(
  current: ReadonlyMap<string, Oid>,
  wanted: readonly TrackingRef[],
  staying: Iterable<string>,
): RefChanges {
  const isInTheWay = clashesWith(staying);
  const leftOut = wanted.filter(({ ref }) => isInTheWay(ref));
  const possible = wanted.filter(({ ref }) => !isInTheWay(ref));
  const kept = new Set(wanted.map(({ ref }) => ref));
  const changed = possible
    .map(({ ref, oid }) => ({ ref, old: current.get(ref) ?? null, new: oid }))
    .filter((update) => update.old !== update.new);
  const gone = [...current]
    .filter(([ref]) => !kept.has(ref))
    .map(([ref, oid]) => ({ ref, old: oid, new: null }));
  const goesFirst = clashesWith(gone.map(({ ref }) => ref));
  const isReplaced = changed.some(({ ref, old }) => old === null && goesFirst(ref));
  const updates = [...changed, ...gone];
  const transactions = isReplaced ? [gone, changed] : [updates];
  return { updates, transactions: transactions.filter((list) => list.length > 0), leftOut };
}

/** Whether a name is one of these, or above or below one: git keeps refs as files in folders. */
export function clashesWith(names: Iterable<string>): (ref: string) => boolean {
  const taken = new Set(names);
  const folders = new Set([...taken].flatMap(foldersOf));
  return (ref) =>
    taken.has(ref) || folders.has(ref) || foldersOf(ref).some((each) => taken.has(each));
}

/** `refs/a` and `refs` of `refs/a/b`. */
function foldersOf(ref: string): string[] {
  const parts = ref.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
