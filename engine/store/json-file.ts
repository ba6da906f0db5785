import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { z } from 'zod';
import { explainDiskFull } from '../errors/interruptions.ts';

/**
 * A small piece of state in a JSON file: read once, kept in memory, written whole and atomically
 * after each change. A file that does not fit the schema is set aside by starting from `initial`.
 */
export class JsonFile<T> {
  readonly #path: string;
  #value: T;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, value: T) {
    this.#path = path;
    this.#value = value;
  }

  static async open<T>(path: string, schema: z.ZodType<T>, initial: T): Promise<JsonFile<T>> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return new JsonFile(path, (await readJson(path, schema)) ?? initial);
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

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if (error instanceof SyntaxError || (error as Error).name === 'ZodError') return null;
    throw error;
  }
}
