import type { History, HistoryEntry, Moved } from '../../api/history-state.ts';

export const NOTHING: Moved = { received: 0, given: 0, saved: 0 };

export function plus(a: Moved, b: Moved): Moved {
  return {
    received: a.received + b.received,
    given: a.given + b.given,
    saved: a.saved + b.saved,
  };
}

export function sumOf(entries: readonly Moved[]): Moved {
  return entries.reduce<Moved>(plus, NOTHING);
}

/** All that ever moved. */
export function allEntries({ days, months, before }: History): HistoryEntry[] {
  return [...[...days, ...months].flatMap(({ entries }) => entries), ...before];
}

export interface Sum<Key> extends Moved {
  readonly key: Key;
}

/** Added up by whom, or by what, those of whom most moved first. */
export function sumsBy<Key extends string>(
  entries: readonly HistoryEntry[],
  keyOf: (entry: HistoryEntry) => Key,
): Sum<Key>[] {
  const sums = new Map<Key, Moved>();
  for (const entry of entries) {
    const key = keyOf(entry);
    sums.set(key, plus(sums.get(key) ?? NOTHING, entry));
  }
  return [...sums]
    .map(([key, sum]) => ({ key, ...sum }))
    .sort((a, b) => volume(b) - volume(a) || (a.key < b.key ? -1 : 1));
}

export function volume({ received, given }: Pick<Moved, 'received' | 'given'>): number {
  return received + given;
}
