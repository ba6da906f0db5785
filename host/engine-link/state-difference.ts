import type { AppState } from '../../shared/api/state.ts';
import { COLLECTIONS, SINGLES, type StateChange } from '../../shared/api/state-change.ts';

/** The changes that lead from one state to another; entries that are the same object are left out. */
export function stateDifference(from: AppState, to: AppState): StateChange[] {
  const changes: StateChange[] = [];
  for (const set of SINGLES) {
    if (from[set] !== to[set]) changes.push({ set, value: to[set] } as StateChange);
  }
  for (const set of COLLECTIONS) {
    const before: Readonly<Record<string, unknown>> = from[set];
    const after: Readonly<Record<string, unknown>> = to[set];
    for (const key of Object.keys(before)) {
      if (!Object.hasOwn(after, key)) changes.push({ set, key, value: null });
    }
    for (const [key, value] of Object.entries(after)) {
      if (before[key] !== value) changes.push({ set, key, value } as StateChange);
    }
  }
  return changes;
}
