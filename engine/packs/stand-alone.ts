import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { MAX_HEAD_BYTES, OFS_DELTA, REF_DELTA, readEntryHead } from './entry-head.ts';
import type { Place } from './join-packs.ts';
import type { LoadedIndex } from './loaded-index.ts';

/** What is read at once, in bytes. */
const PIECE = 256 * 1024;

/**
 * Whether the entries at each of these places of a pack would be a pack of their own: as many as they should be,
 * and none of them a delta whose base stands elsewhere (gitformat-pack(5)). Together with others, they
 * unpack all the same.
 */
export async function standAlone(
  pack: string,
  tables: LoadedIndex,
  places: readonly (Place & { readonly objects: number })[],
): Promise<boolean> {
  const offsets = new Float64Array(tables.count);
  for (let number = 0; number < tables.count; number += 1) offsets[number] = tables.offset(number);
  offsets.sort();
  const file = await open(pack);
  try {
    const window = new Window(file);
    let next = 0;
    for (const { from, to, objects } of places) {
      const first = next;
      for (; next < offsets.length; next += 1) {
        const offset = offsets[next] ?? 0;
        if (offset >= to) break;
        if (!window.holds(offset)) {
          await window.move(offset);
          await breathe();
        }
        const head = readEntryHead(window.bytes, window.at(offset), tables.hashBytes);
        if (head === null) return false;
        const base = window.at(offset) + head.sizeBytes;
        if (head.type === REF_DELTA && !isWithin(tables, window.bytes, base, { from, to }))
          return false;
        if (head.type === OFS_DELTA && offset - head.distance < from) return false;
      }
      if (next - first !== objects) return false;
    }
    return true;
  } finally {
    await file.close();
  }
}

/** Whether the object of this id begins at such a place. */
function isWithin(tables: LoadedIndex, ids: Buffer, at: number, { from, to }: Place): boolean {
  const position = tables.find(ids, at);
  if (position < 0) return false;
  const offset = tables.offset(position);
  return offset >= from && offset < to;
}

/** A piece of a pack in memory. */
class Window {
  readonly bytes = Buffer.alloc(PIECE);
  readonly #file: FileHandle;
  #start = Number.POSITIVE_INFINITY;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Whether the head of the entry that begins there is in it. */
  holds(offset: number): boolean {
    return offset >= this.#start && offset + MAX_HEAD_BYTES <= this.#start + PIECE;
  }

  /** Where in it that is. */
  at(offset: number): number {
    return offset - this.#start;
  }

  /** Behind the end of the pack, zeros. */
  async move(offset: number): Promise<void> {
    const { bytesRead } = await this.#file.read(this.bytes, 0, PIECE, offset);
    this.bytes.fill(0, bytesRead);
    this.#start = offset;
  }
}
