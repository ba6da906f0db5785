import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { guessedText, textOf } from '../git/text.ts';

const NEWLINE = 0x0a;
/** What is kept of a line, in bytes: enough for as many characters as are shown of one. */
const KEPT = 4 * (LIMITS.lineLength + 1);
/** What is kept of a diff, in UTF-16 units; its lines count for some more than they have. */
const MOST_TEXT = 16 * 1024 * 1024;
const LINE_COST = 8;

interface Bounds {
  readonly lines: number;
  readonly text: number;
}

/** Where lines are that belong together. */
interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly heading: string;
  /** The place of its first line among all. */
  readonly first: number;
}

/** A diff as git printed it, read into lines. */
export interface ReadDiff {
  readonly isBinary: boolean;
  readonly hunks: readonly Hunk[];
  /** Those of all hunks, with their signs. */
  readonly lines: readonly string[];
  /** How many bytes more a line has, by its place. */
  readonly cuts: ReadonlyMap<number, number>;
  /** It goes on. */
  readonly isCut: boolean;
  readonly isGuessed: boolean;
  /** What it takes in memory, about, in bytes. */
  readonly cost: number;
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)$/s;

/**
 * Reads a unified diff of one file, however long it or one of its lines is: of a line the beginning is kept, and
 * of the diff as much as the bounds say.
 */
export async function readDiff(
  output: Readable,
  bounds: Bounds = { lines: LIMITS.linesPerDiff, text: MOST_TEXT },
): Promise<ReadDiff> {
  const reader = new DiffReader(bounds);
  for await (const chunk of output) {
    reader.push(chunk as Buffer);
    if (reader.isFull) break;
  }
  return reader.end();
}

class DiffReader {
  readonly #bounds: Bounds;
  readonly #hunks: Hunk[] = [];
  readonly #lines: string[] = [];
  readonly #cuts = new Map<number, number>();
  #isBinary = false;
  #isGuessed = false;
  #text = 0;
  /** The beginning of a line that has not ended yet, and how long that is by now. */
  #begun: Buffer[] = [];
  #length = 0;
  isFull = false;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      if (this.#length === 0) this.#take(chunk.subarray(start, end), end - start);
      else this.#end(chunk.subarray(start, end));
      if (this.isFull) return;
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
  }

  end(): ReadDiff {
    if (this.#length > 0 && !this.isFull) this.#end(Buffer.alloc(0));
    return {
      isBinary: this.#isBinary,
      hunks: this.#hunks,
      lines: this.#lines,
      cuts: this.#cuts,
      isCut: this.isFull,
      isGuessed: this.#isGuessed,
      cost: 2 * this.#text,
    };
  }

  #keep(piece: Buffer): void {
    const room = KEPT - Math.min(this.#length, KEPT);
    this.#length += piece.length;
    // A copy: what git printed with it need not stay for a few bytes.
    if (room > 0 && piece.length > 0) this.#begun.push(Buffer.from(piece.subarray(0, room)));
  }

  #end(piece: Buffer): void {
    this.#keep(piece);
    const [begun, length] = [Buffer.concat(this.#begun), this.#length];
    this.#begun = [];
    this.#length = 0;
    this.#take(begun, length);
  }

  /** @param length of the whole line, in bytes; `bytes` may be no more than its beginning */
  #take(bytes: Buffer, length: number): void {
    const { text, kept } = this.#read(bytes, length);
    const isHunk = text.startsWith('@@');
    if (this.#hunks.length === 0 && !isHunk) {
      if (text.startsWith('Binary files ')) this.#isBinary = true;
      return;
    }
    if (isHunk) {
      const [, oldStart, newStart, heading = ''] = HUNK.exec(text) ?? [];
      const first = this.#lines.length;
      this.#hunks.push({
        ...{ oldStart: Number(oldStart), newStart: Number(newStart), first },
        heading: heading.slice(0, LIMITS.lineLength),
      });
      return;
    }
    if (this.#lines.length >= this.#bounds.lines || this.#text > this.#bounds.text) {
      this.isFull = true;
      return;
    }
    if (kept < length) this.#cuts.set(this.#lines.length, length - kept);
    this.#lines.push(text);
    this.#text += text.length + LINE_COST;
  }

  /** As much of a line as is shown, and of how many bytes that is. */
  #read(bytes: Buffer, length: number): { text: string; kept: number } {
    if (length <= LIMITS.lineLength && isUtf8(bytes)) {
      return { text: bytes.toString('utf8'), kept: length };
    }
    const start = bytes.subarray(0, KEPT);
    const whole = textOf(start);
    let cut = whole.slice(0, LIMITS.lineLength + 1);
    // Never half of a character.
    if (/[\ud800-\udbff]$/.test(cut)) cut = cut.slice(0, -1);
    // What is left over of a character, where the beginning ends, is no fault of the line's.
    if (cut.length === whole.length && start.length < length) {
      cut = cut.replace(/[\udc80-\udcff]{1,3}$/, '');
    }
    const text = guessedText(cut);
    if (text !== cut) this.#isGuessed = true;
    return {
      text,
      kept: cut.length === whole.length && start.length === length ? length : byteLength(cut),
    };
  }
}

/** Of what `textOf` made, in bytes of the original: a lone surrogate stands for one. */
function byteLength(text: string): number {
  const escaped = text.match(/[\udc80-\udcff]/gu)?.length ?? 0;
  return Buffer.byteLength(text) - 2 * escaped;
}
