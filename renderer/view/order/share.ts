/**
 * `after`, with everything in it that is as it was in `before` taken from there: what did not change keeps its identity.
 * For what came as JSON: plain objects and arrays.
 */
export function share<T>(before: unknown, after: T): T {
  if (Object.is(before, after)) return after;
  if (Array.isArray(before) && Array.isArray(after)) return shareArray(before, after) as T;
  if (isPlain(before) && isPlain(after)) return shareObject(before, after) as T;
  return after;
}

function shareArray(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return sameIfEqual(
    before,
    after.map((value, index) => share(before[index], value)),
  );
}

function sameIfEqual<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  const isSame =
    after.length === before.length && after.every((each, n) => Object.is(each, before[n]));
  return isSame ? before : after;
}

function shareObject(before: Plain, after: Plain): Plain {
  const keys = Object.keys(after);
  const shared = Object.fromEntries(keys.map((key) => [key, share(before[key], after[key])]));
  const isSame =
    keys.length === Object.keys(before).length &&
    keys.every((key) => Object.hasOwn(before, key) && Object.is(shared[key], before[key]));
  return isSame ? before : shared;
}

type Plain = Readonly<Record<string, unknown>>;

function isPlain(value: unknown): value is Plain {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

/** The same for a list whose entries may move in it. @param keyOf tells them apart */
export function shareList<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (entry: T) => string,
): readonly T[] {
  const known = new Map(before.map((entry) => [keyOf(entry), entry]));
  return sameIfEqual(
    before,
    after.map((entry) => share(known.get(keyOf(entry)), entry)),
  );
}
