import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { z } from 'zod';
import { DamagedFileError, explainNoAccess } from '../errors/data-folder.ts';
import { explainDiskFull } from '../errors/interruptions.ts';

/**
 * A small piece of state in a JSON file: read once, kept in memory, written whole and atomically
 * after each change.
 */
export class JsonFile<T> {
  readonly #path: string;
  #value: T;
  #writing: Promise<void> = Promise.resolve();

  /** @param value what the file at `path` holds, or is to hold once it is updated */
  constructor(path: string, value: T) {
    this.#path = path;
    this.#value = value;
  }

  /**
   * Reads the file; one that is not there is begun with `initial`.
   * @throws DamagedFileError if it does not fit the schema, or is a folder; NoAccessError
   */
  static async open<T>(path: string, schema: z.ZodType<T>, initial: T): Promise<JsonFile<T>> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return new JsonFile(path, await readJson(path, schema, initial));
  }

  get value(): T {
    return this.#value;
  }

  /**
   * Settles when the new value is on disk. Changes are written one after the other. One that could not
   * be written holds until the end, and is written with the next.
   * @throws DiskFullError
   */
  async update(change: (value: T) => T): Promise<void> {
    this.#value = change(this.#value);
    const text = `${JSON.stringify(this.#value, null, 2)}\n`;
    this.#writing = this.#writing
      .catch(() => {})
      .then(() => writeFileAtomic(this.#path, text, { mode: 0o600 }));
    await this.#writing.catch((error: unknown) => {
      throw explainDiskFull(error);
    });
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
