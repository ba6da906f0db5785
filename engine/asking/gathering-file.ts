import { PromptFile } from '../files/prompt.ts';

/**
 * So much is written at once, in bytes: what comes over a connection comes in small pieces, and to write
 * each of them takes three times as long as to receive it.
 */
const AT_ONCE = 128 * 1024;
/** The most that is gathered while that is being written, in bytes. */
const MOST = 1024 * 1024;
/** So many pieces are written at once however small they are: what the system takes (IOV_MAX of writev(2)). */
const MOST_PIECES = 1_024;

/**
 * A file that is written in large pieces, while the next one is gathered. Not a stream of Node's: what that
 * has gathered is lost when it breaks off, and wrong when a disk is full in the middle of it.
 */
export class GatheringFile {
  readonly #opening: Promise<PromptFile>;
  #gathered: Buffer[] = [];
  #size = 0;
  #writing: Promise<unknown> = Promise.resolve();
  #isWriting = false;
  /** Where the next piece goes. */
  #position: number;

  /** @param start the byte to go on at; from 0 on it is a new file */
  constructor(path: string, start = 0) {
    this.#position = start;
    this.#opening = PromptFile.open(path, start > 0 ? 'r+' : 'w');
    // It is told when something is written.
    this.#opening.catch(() => {});
  }

  /** Settles when there is room for more. @throws what the last piece failed with */
  async write(bytes: Buffer): Promise<void> {
    this.#gathered.push(bytes);
    this.#size += bytes.length;
    const most = this.#isWriting ? MOST : AT_ONCE;
    if (this.#size >= most || this.#gathered.length >= MOST_PIECES) await this.#flush();
  }

  /** Everything is in the file, and that is closed. */
  async end(): Promise<void> {
    try {
      await this.#flush();
      await this.#writing;
    } finally {
      await (await this.#opening).close();
    }
  }

  async #flush(): Promise<void> {
    await this.#writing;
    const pieces = this.#gathered;
    this.#gathered = [];
    this.#size = 0;
    this.#writing = this.#writeAll(pieces);
    this.#writing.catch(() => {});
  }

  async #writeAll(pieces: readonly Buffer[]): Promise<void> {
    this.#isWriting = true;
    try {
      const file = await this.#opening;
      for (let left = pieces; left.length > 0; ) {
        const written = await file.write(left, this.#position);
        this.#position += written;
        left = behind(left, written);
      }
    } finally {
      this.#isWriting = false;
    }
  }
}

/** What is left of pieces when so many bytes of them are gone. */
function behind(pieces: readonly Buffer[], bytes: number): Buffer[] {
  let gone = bytes;
  return pieces.flatMap((piece) => {
    const left = piece.subarray(gone);
    gone = Math.max(0, gone - piece.length);
    return left.length > 0 ? [left] : [];
  });
}
