import { readFile } from 'node:fs/promises';
import type { Block } from '../../../shared/gtp/reel.ts';
import type { ObjectFormat } from '../../../shared/ids.ts';
import { HASH_BYTES } from '../../git/index-tables.ts';
import { wordOf } from '../listing/oid-column.ts';
import { StripLists } from '../listing/strip-lists.ts';

const NEWLINE = 0x0a;

/** What a block holds. */
export interface ListedBlock {
  /** The ids, in bytes, one behind the other. */
  readonly oids: Buffer;
  /** What the list says of the object: its id in hex, and its path if it has one. */
  line(number: number): Buffer;
}

/** The object lists of a reel's strips: blocks of one strip that are read in order are read at once. */
export class ListReader {
  readonly #directory: string;
  readonly #hashBytes: number;
  #strip: { readonly number: number; readonly text: Buffer } | null = null;
  /** How far that strip was read: the number of a line, and where it begins. */
  #line = 0;
  #at = 0;

  /** @param directory of the reel's lists */
  constructor(directory: string, format: ObjectFormat) {
    this.#directory = directory;
    this.#hashBytes = HASH_BYTES[format];
  }

  /** @throws RangeError for a block beyond the end of its strip */
  async read({ strip, from, to }: Block, signal: AbortSignal): Promise<ListedBlock> {
    if (this.#strip?.number !== strip) {
      const path = StripLists.path(this.#directory, strip);
      this.#strip = { number: strip, text: await readFile(path, { signal }) };
      [this.#line, this.#at] = [0, 0];
    }
    if (from < this.#line) [this.#line, this.#at] = [0, 0];
    const { text } = this.#strip;
    while (this.#line < from) this.#skip(text);
    const oids = Buffer.allocUnsafeSlow((to - from) * this.#hashBytes);
    const starts = new Uint32Array(to - from + 1);
    for (let number = 0; number < to - from; number += 1) {
      starts[number] = this.#at;
      for (let word = 0; word < this.#hashBytes; word += 4) {
        const value = wordOf(text, this.#at, word / 4);
        oids.writeUInt32BE(value, number * this.#hashBytes + word);
      }
      this.#skip(text);
    }
    starts[to - from] = this.#at;
    return {
      oids,
      line: (number) => text.subarray(starts[number], (starts[number + 1] as number) - 1),
    };
  }

  #skip(text: Buffer): void {
    const end = text.indexOf(NEWLINE, this.#at);
    if (end < 0) throw new RangeError('a block beyond the end of its strip');
    this.#at = end + 1;
    this.#line += 1;
  }
}
