/**
 * Sorts numbers, stably. What is in order already takes little time, and memory are two numbers of
 * four bytes each; the arrays that `sort` works on take many times that.
 * @returns `rows`, or a copy; `rows` is no longer of use
 */
export function mergeSort(
  rows: Uint32Array,
  compare: (a: number, b: number) => number,
): Uint32Array {
  let from: Uint32Array = rows;
  let to: Uint32Array = new Uint32Array(rows.length);
  for (let width = 1; width < rows.length; width *= 2) {
    for (let start = 0; start < rows.length; start += 2 * width) {
      merge(from, to, start, start + width, Math.min(start + 2 * width, rows.length), compare);
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Merges what is sorted up to `middle`, and from there up to `end`, into `to`. */
function merge(
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  middle: number,
  end: number,
  compare: (a: number, b: number) => number,
): void {
  const inOrder = middle >= end || compare(from[middle - 1] ?? 0, from[middle] ?? 0) <= 0;
  if (inOrder) {
    to.set(from.subarray(start, end), start);
    return;
  }
  let left = start;
  let right = middle;
  for (let index = start; index < end; index += 1) {
    const a = from[left] ?? 0;
    const b = from[right] ?? 0;
    const takesLeft = left < middle && (right >= end || compare(a, b) <= 0);
    to[index] = takesLeft ? a : b;
    if (takesLeft) left += 1;
    else right += 1;
  }
}
