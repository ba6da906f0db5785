/** What begins an entry of a pack (gitformat-pack(5)): its type, its size when inflated, and what a delta builds on. */

export const OFS_DELTA = 6;
export const REF_DELTA = 7;
const TYPES: ReadonlySet<number> = new Set([1, 2, 3, 4, OFS_DELTA, REF_DELTA]);

/** No head is longer, in bytes: two numbers of 64 bits, or one and an id. */
export const MAX_HEAD_BYTES = 10 + 32;

export interface EntryHead {
  /** 1 to 4 for whole objects, 6 and 7 for deltas. */
  readonly type: number;
  /** How many bytes type and size take. */
  readonly sizeBytes: number;
  /** How many bytes come before what is compressed. */
  readonly bytes: number;
  /** How far before the entry its base begins, in bytes; 0 unless it is named like this. */
  readonly distance: number;
}

/**
 * Reads the head of the entry that begins in `pack` at `at`.
 * @param hashBytes 20 or 32
 * @returns null if there is none in these bytes
 */
export function readEntryHead(pack: Uint8Array, at: number, hashBytes: number): EntryHead | null {
  const type = ((pack[at] ?? 0) >> 4) & 7;
  if (!TYPES.has(type)) return null;
  let next = at;
  while (((pack[next] ?? 0) & 0x80) !== 0) next += 1;
  next += 1;
  const sizeBytes = next - at;
  if (type !== OFS_DELTA) {
    const bytes = sizeBytes + (type === REF_DELTA ? hashBytes : 0);
    return at + bytes > pack.length ? null : { type, sizeBytes, bytes, distance: 0 };
  }
  let byte = pack[next] ?? 0;
  let distance = byte & 0x7f;
  for (; (byte & 0x80) !== 0; distance = (distance + 1) * 128 + (byte & 0x7f)) {
    next += 1;
    byte = pack[next] ?? 0;
  }
  next += 1;
  return next > pack.length ? null : { type, sizeBytes, bytes: next - at, distance };
}

/**
 * The head of a delta with another distance to its base.
 * @param head how it was
 * @param pack where that stands, from `at` on
 */
export function withDistance(
  pack: Uint8Array,
  at: number,
  { sizeBytes }: EntryHead,
  distance: number,
): Buffer {
  const digits = [distance % 128];
  for (let left = Math.floor(distance / 128); left > 0; left = Math.floor(left / 128)) {
    left -= 1;
    digits.push(0x80 | (left % 128));
  }
  const head = Buffer.allocUnsafe(sizeBytes + digits.length);
  head.set(pack.subarray(at, at + sizeBytes));
  head.set(digits.reverse(), sizeBytes);
  return head;
}

/** The head of a delta whose base is named by its id. */
export function withBaseId(
  pack: Uint8Array,
  at: number,
  { sizeBytes }: EntryHead,
  base: Uint8Array,
): Buffer {
  const head = Buffer.allocUnsafe(sizeBytes + base.length);
  head.set(pack.subarray(at, at + sizeBytes));
  head[0] = ((head[0] ?? 0) & 0x8f) | (REF_DELTA << 4);
  head.set(base, sizeBytes);
  return head;
}
