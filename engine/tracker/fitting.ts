/** How many there may be, and of how many bytes in all. */
export interface Room {
  readonly count: number;
  readonly bytes: number;
}

/** The first ones that there is room for. @param sizeOf in bytes */
export function firstFitting<T>(
  all: readonly T[],
  sizeOf: (one: T) => number,
  { count, bytes }: Room,
): readonly T[] {
  const most = Math.min(all.length, count);
  let sum = 0;
  for (let index = 0; index < most; index += 1) {
    // A comma between each two.
    sum += sizeOf(all[index] as T) + 1;
    if (sum > bytes) return all.slice(0, index);
  }
  return all.length <= most ? all : all.slice(0, most);
}

/** One after the other, as many at a time as there is room for. One that alone is too large is left out. */
export function* inFitting<T>(
  all: readonly T[],
  sizeOf: (one: T) => number,
  room: Room,
): Generator<readonly T[]> {
  let left = all.filter((one) => sizeOf(one) < room.bytes);
  while (left.length > 0) {
    const some = firstFitting(left, sizeOf, room);
    yield some;
    left = left.slice(some.length);
  }
}
