import type { AppState } from '../../shared/api/state.ts';
import type { StateChange } from '../../shared/api/state-change.ts';

const COLLECTIONS = ['problems', 'peers', 'repositories', 'swarms', 'transfers'] as const;

/** The changes that lead from one state to another; entries that are the same object are left out. */
export function stateDifference(from: AppState, to: AppState): StateChange[] {
  const changes: StateChange[] = [];
  if (from.self !== to.self) changes.push({ set: 'self', value: to.self });
  if (from.engine !== to.engine) changes.push({ set: 'engine', value: to.engine });
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
