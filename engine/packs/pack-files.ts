import { type FileHandle, open } from 'node:fs/promises';
import { identityOf, type PackIdentity } from './pack-identity.ts';

/** How long a file stays open that nobody reads any more, in milliseconds: the next block is of the same packs. */
const LINGER = 10_000;
/** So many files that nobody reads stay open. */
const MOST_IDLE = 64;

/** A pack that is open, as long as this is not disposed of. */
export interface BorrowedPack extends Disposable {
  readonly file: FileHandle;
}

interface Opened {
  readonly file: Promise<FileHandle>;
  uses: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Packs that blocks are read from, open for all who read them: what git removes meanwhile (git-gc(1)) is read
 * to its end, and what it is was looked at once.
 */
export class PackFiles implements Disposable {
  /** Those used longest ago first. */
  readonly #opened = new Map<string, Opened>();

  /** @throws if it is gone, or another pack is in its place */
  async borrow({ path, size, checksum }: PackIdentity): Promise<BorrowedPack> {
    const key = `${checksum} ${size} ${path}`;
    const opened = this.#opened.get(key) ?? {
      file: this.#open({ path, size, checksum }),
      uses: 0,
      timer: undefined,
    };
    this.#opened.delete(key);
    this.#opened.set(key, opened);
    clearTimeout(opened.timer);
    opened.uses += 1;
    let isBorrowed = true;
    const giveBack = () => {
      if (!isBorrowed) return;
      isBorrowed = false;
      opened.uses -= 1;
      if (opened.uses > 0) return;
      opened.timer = setTimeout(() => this.#close(key, opened), LINGER).unref();
      this.#closeOldest();
    };
    try {
      return { file: await opened.file, [Symbol.dispose]: giveBack };
    } catch (error) {
      this.#opened.delete(key);
      throw error;
    }
  }

  /** Closes what nobody reads, and the rest when it is given back. */
  [Symbol.dispose](): void {
    for (const [key, opened] of this.#opened) if (opened.uses === 0) this.#close(key, opened);
  }

  #closeOldest(): void {
    const idle = [...this.#opened].filter(([, { uses }]) => uses === 0);
    for (const [key, opened] of idle.slice(0, -MOST_IDLE)) this.#close(key, opened);
  }

  #close(key: string, opened: Opened): void {
    clearTimeout(opened.timer);
    this.#opened.delete(key);
    void opened.file.then((file) => file.close()).catch(() => {});
  }

  async #open({ path, size, checksum }: PackIdentity): Promise<FileHandle> {
    const file = await open(path);
    try {
      const found = await identityOf(file, checksum.length / 2);
      if (found.size === size && found.checksum === checksum) return file;
      throw new RangeError('another pack');
    } catch (error) {
      await file.close();
      throw error;
    }
  }
}
