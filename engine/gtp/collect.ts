import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A stream brings more than it may. */
export class TooLargeError extends Error {
  constructor(limit: number) {
    super(`more than ${limit} bytes`);
  }
}

/** Hears of what collecting takes in memory before it takes it; it may throw. */
export interface Meter {
  grow(bytes: number): void;
}

export interface CollectOptions {
  readonly meter?: Meter;
  /** A stream that brings too much is left unread instead of destroyed: it may still be answered. */
  readonly sparesStream?: boolean;
}

/** What a body takes at once, in bytes: most are small. */
const FIRST_SLAB = 4 * 1024;
const SLAB = 128 * 1024;
/** Slabs that were used, to be filled again: large buffers are slow to be collected. */
const MAX_SPARE = 48;
const spare: Buffer[] = [];

/**
 * All bytes of a stream, copied together as they come: a body in pieces of one byte each would otherwise
 * take a hundred times its size. A stream that brings more than `limit` bytes is destroyed.
 * @throws TooLargeError, what the meter throws, and what the stream fails with
 */
export async function collect(
  stream: Readable,
  limit: number,
  { meter, sparesStream = false }: CollectOptions = {},
): Promise<Buffer> {
  const slabs: Buffer[] = [];
  try {
    let size = 0;
    /** What is filled of the last slab. */
    let filled = 0;
    for await (const chunk of stream.iterator({ destroyOnReturn: !sparesStream })) {
      let piece = chunk as Buffer;
      size += piece.length;
      if (size > limit) throw new TooLargeError(limit);
      while (piece.length > 0) {
        let last = slabs.at(-1);
        if (last === undefined || filled === last.length) {
          last = nextSlab(slabs.length === 0 ? FIRST_SLAB : SLAB, meter);
          slabs.push(last);
          filled = 0;
        }
        const taken = piece.copy(last, filled);
        filled += taken;
        piece = piece.subarray(taken);
      }
    }
    // The end is told while what brought it is still read, and whoever waits for it may end streams (see `endSession`).
    await nextTurn();
    return Buffer.concat(slabs, size);
  } finally {
    const reusable = slabs.filter(({ length }) => length === SLAB);
    spare.push(...reusable.slice(0, MAX_SPARE - spare.length));
  }
}

function nextSlab(bytes: number, meter: Meter | undefined): Buffer {
  meter?.grow(bytes);
  const used = bytes === SLAB ? spare.pop() : undefined;
  return used ?? Buffer.allocUnsafeSlow(bytes);
}
