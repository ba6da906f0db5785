import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { z } from 'zod';
import { DamagedFileError, explainNoAccess } from '../errors/data-folder.ts';
import { explainDiskFull } from '../errors/interruptions.ts';
import { OnceMore } from '../waiting/once-more.ts';

/** @param failure null: all is well */
type OnWritten = (file: { rewrite(): Promise<void> }, failure: unknown) => void;

/**
 * A small piece of state in a JSON file: read once, kept in memory, written whole and atomically
 * after each change.
 */
export class JsonFile<T> {
  readonly #path: string;
  #value: T;
  readonly #onWritten: OnWritten;
  readonly #writes = new OnceMore(() => this.#write());

  /**
   * @param value what the file at `path` holds, or is to hold once it is updated
   * @param onWritten hears how each writing ended
   */
  constructor(path: string, value: T, onWritten: OnWritten = () => {}) {
    this.#path = path;
    this.#value = value;
    this.#onWritten = onWritten;
  }

  /**
   * Reads the file; one that is not there is begun with `initial`.
   * @throws DamagedFileError if it does not fit the schema, or is a folder; NoAccessError
   */
  static async open<T>(
    path: string,
    schema: z.ZodType<T>,
    initial: T,
    onWritten?: OnWritten,
  ): Promise<JsonFile<T>> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return new JsonFile(path, await readJson(path, schema, initial), onWritten);
  }

  get value(): T {
    return this.#value;
  }

  /** Settles when nothing is being written any more, however that ended. */
  settle(): Promise<void> {
    return this.#writes.settle();
  }

  /** Writes it once more, as it is. */
  async rewrite(): Promise<void> {
    await this.update((same) => same);
  }

  /**
   * Settles when the new value, or a newer one, is on disk. However fast it changes, one write is under
   * way and one waits. One that could not be written holds until the end, and is written with the next.
   * @throws DiskFullError, NoAccessError, ReadOnlyError
   */
  async update(change: (value: T) => T): Promise<void> {
    this.#value = change(this.#value);
    await this.#writes.run();
  }

  async #write(): Promise<void> {
    const text = `${JSON.stringify(this.#value, null, 2)}\n`;
    try {
      await writeFileAtomic(this.#path, text, { mode: 0o600 });
      this.#onWritten(this, null);
    } catch (error) {
      const failure = explainDiskFull(explainNoAccess(this.#path, error));
      this.#onWritten(this, failure);
      throw failure;
    }
  }
}

/** For a file that is made anew where it is damaged. @throws anything but a DamagedFileError */
export function forgetDamaged(error: unknown): null {
  if (error instanceof DamagedFileError) return null;
  throw error;
}

async function readJson<T>(path: string, schema: z.ZodType<T>, initial: T): Promise<T> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return initial;
    if (code === 'EISDIR') throw new DamagedFileError(path, null, error);
    throw explainNoAccess(path, error);
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new DamagedFileError(path, text, error);
  }
}
