import type { AppState } from './state.ts';

/** The keyed collections of the state, each changed entry by entry. */
export const COLLECTIONS = [
  'problems',
  'peers',
  'repositories',
  'swarms',
  'transfers',
  'follows',
  'activity',
] as const;
/** The parts of the state that change as a whole. */
export const SINGLES = [
  'self',
  'engine',
  'limits',
  'notifications',
  'cloning',
  'guests',
  'room',
  'traffic',
  'sharing',
  'reach',
  'depot',
  'settings',
  'newer',
  'demo',
] as const;

type Collection = (typeof COLLECTIONS)[number];
type Single = (typeof SINGLES)[number];
type Entry<C extends Collection> = AppState[C][keyof AppState[C]];

/** One step from a state to the next. `value: null` removes an entry. */
export type StateChange =
  | { [K in Single]: { readonly set: K; readonly value: AppState[K] } }[Single]
  | {
      [C in Collection]: { readonly set: C; readonly key: string; readonly value: Entry<C> | null };
    }[Collection];

/** What becomes of a value that came anew: itself, or as much of the one before as is the same. */
type Keep = <T>(before: unknown, after: T) => T;

const asItCame: Keep = (_before, after) => after;

/** The state after `changes`, in their order; untouched collections keep their identity. */
export function applyChanges(
  state: AppState,
  changes: readonly StateChange[],
  keep = asItCame,
): AppState {
  const next: Record<string, unknown> = { ...state };
  const copied = new Set<string>();
  for (const change of changes) {
    if (!('key' in change)) {
      next[change.set] = keep(next[change.set], change.value);
      continue;
    }
    const { set, key } = change;
    const before = (next[set] as Record<string, unknown>)[key];
    const value = change.value === null ? undefined : keep(before, change.value);
    if (value === before) continue;
    if (!copied.has(set)) {
      next[set] = { ...(next[set] as object) };
      copied.add(set);
    }
    const collection = next[set] as Record<string, unknown>;
    if (value === undefined) delete collection[key];
    else collection[key] = value;
  }
  return next as unknown as AppState;
}
