import type { RefUpdate } from '../../shared/api/state.ts';
import type { TrackingRef } from '../../shared/domain/git/tracking-refs.ts';
import type { Oid } from '../../shared/ids.ts';

/**
 * What turns the current refs of an alias into the wanted ones. It is one transaction, unless a ref
 * goes whose name is in the way of a new one (`anna/fix` and `anna/fix/tests`): git refuses both in
 * one, so what goes then goes first.
 */
export function planRefChanges(
  current: ReadonlyMap<string, Oid>,
  wanted: readonly TrackingRef[],
): { updates: RefUpdate[]; transactions: RefUpdate[][] } {
  const kept = new Set(wanted.map(({ ref }) => ref));
  const changed = wanted
    .map(({ ref, oid }) => ({ ref, old: current.get(ref) ?? null, new: oid }))
    .filter((update) => update.old !== update.new);
  const gone = [...current]
    .filter(([ref]) => !kept.has(ref))
    .map(([ref, oid]) => ({ ref, old: oid, new: null }));
  const added = changed.filter(({ old }) => old === null);
  const isInTheWay = gone.some((old) => added.some((update) => isAbove(old.ref, update.ref)));
  const updates = [...changed, ...gone];
  const transactions = isInTheWay ? [gone, changed] : [updates];
  return { updates, transactions: transactions.filter((list) => list.length > 0) };
}

function isAbove(a: string, b: string): boolean {
  return a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}
