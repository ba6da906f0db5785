import { setImmediate as breathe } from 'node:timers/promises';

/** So many numbers are sorted or merged in one go: some milliseconds. */
const STRIDE = 32_768;

/**
 * Sorts numbers, in slices between which other things can happen.
 * @returns `numbers`, or a copy; `numbers` is no longer of use
 */
export async function sortInSlices<T extends Uint32Array | Float64Array>(
  numbers: T,
  signal?: AbortSignal,
): Promise<T> {
  const { length } = numbers;
  for (let start = 0; start < length; start += STRIDE) {
    numbers.subarray(start, start + STRIDE).sort();
    if (length > STRIDE) await breathe();
    signal?.throwIfAborted();
  }
  if (length <= STRIDE) return numbers;
  let from = numbers;
  let to = numbers.slice() as T;
  for (let width = STRIDE; width < length; width *= 2) {
    for (let start = 0; start < length; start += 2 * width) {
      await merge(from, to, start, Math.min(start + width, length), width, signal);
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Merges what is sorted from `start` to `middle`, and `width` numbers from there, into `to`. */
async function merge(
  from: Uint32Array | Float64Array,
  to: Uint32Array | Float64Array,
  start: number,
  middle: number,
  width: number,
  signal?: AbortSignal,
): Promise<void> {
  const end = Math.min(middle + width, from.length);
  let left = start;
  let right = middle;
  for (let next = start; next < end; ) {
    const stop = Math.min(next + STRIDE, end);
    for (; next < stop; next += 1) {
      const takesLeft =
        left < middle && (right >= end || (from[left] as number) <= (from[right] as number));
      to[next] = (takesLeft ? from[left] : from[right]) as number;
      if (takesLeft) left += 1;
      else right += 1;
    }
    await breathe();
    signal?.throwIfAborted();
  }
}
