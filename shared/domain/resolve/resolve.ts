/** One thing that a user may mean: by its id, the start of it, or one of its names. */
export interface Candidate<T> {
  readonly value: T;
  readonly id: string;
  readonly names: readonly string[];
}

/** Fewer characters of an id are no prefix but, if anything, a name. */
const MIN_PREFIX = 4;

/**
 * All that `typed` may mean: the one with this id, else those of exactly this name, else those of
 * this name in other case or with an id that starts so.
 */
export function candidatesFor<T>(typed: string, candidates: readonly Candidate<T>[]): T[] {
  const text = typed.normalize('NFC');
  const lower = text.toLowerCase();
  const matches = (test: (candidate: Candidate<T>) => boolean) =>
    candidates.filter(test).map(({ value }) => value);

  const byId = matches(({ id }) => id === lower);
  if (byId.length > 0) return byId;
  const byName = matches(({ names }) => names.some((name) => name.normalize('NFC') === text));
  if (byName.length > 0) return byName;
  return matches(
    ({ id, names }) =>
      names.some((name) => name.normalize('NFC').toLowerCase() === lower) ||
      (lower.length >= MIN_PREFIX && id.startsWith(lower)),
  );
}
