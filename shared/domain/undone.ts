import type { ActivityChange, ActivityEntry } from '../api/activity-state.ts';
import type { Oid, RepositoryId } from '../ids.ts';

interface Told {
  readonly entry: ActivityEntry;
  readonly change: ActivityChange;
}

/**
 * What was taken back and has not come again since: that does not come by itself, and can be fetched again.
 * What has changed once more meanwhile has no way back to that value.
 */
export function takenBack(entries: readonly ActivityEntry[]): Told[] {
  const latest = new Map<string, Told>();
  for (const entry of entries.toSorted((a, b) => b.at - a.at)) {
    for (const change of entry.changes) {
      const key = `${entry.repository} ${change.ref}`;
      if (!latest.has(key)) latest.set(key, { entry, change });
    }
  }
  return [...latest.values()].filter(({ change }) => change.isUndone);
}

/** The values that refs of one repository do not take again by themselves; null for not going. */
export function heldBackIn(
  repository: RepositoryId,
  entries: readonly ActivityEntry[],
): Map<string, Oid | null> {
  const mine = takenBack(entries.filter((entry) => entry.repository === repository));
  return new Map(mine.map(({ change }) => [change.ref, change.new]));
}
