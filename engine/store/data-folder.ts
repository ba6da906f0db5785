import { EventEmitter } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../shared/api/state.ts';
import { count } from '../../shared/domain/words/quantity.ts';
import { asShoalError } from '../../shared/errors.ts';
import { DamagedFileError, explainNoAccess } from '../errors/data-folder.ts';
import { DiskFullError, explainDiskFull, passOverDiskFull } from '../errors/interruptions.ts';
import { JsonFile } from './json-file.ts';
import { keepAside, moveAside } from './keep-aside.ts';
import { type RecordSchema, readableEntries, readableFields } from './salvage.ts';

/** What could not be written is tried again after this many milliseconds. */
const RETRY = 10_000;

type AnyFile = Pick<JsonFile<unknown>, 'settle'>;
type Rewritable = Pick<JsonFile<unknown>, 'rewrite'>;

/** What could be read of a damaged file, and a sentence's beginning that says so. */
interface Salvaged<T> {
  readonly value: T;
  readonly taken: string;
}

/**
 * The folder of what the engine must not lose: whom the user trusts, what is shared with whom. A file
 * there that was damaged is kept, what can be read of it is taken over, and the user is told.
 */
export class DataFolder implements AsyncDisposable {
  readonly path: string;
  /** What cannot be written at the moment, as one problem for all files; null once it can be. */
  readonly events = new EventEmitter<{ unwritten: [problem: Problem | null] }>();
  readonly #onDamage: (file: string, problem: Problem) => void;
  readonly #now: () => number;
  readonly #files: AnyFile[] = [];
  readonly #unwritten = new Set<Rewritable>();
  #retry: NodeJS.Timeout | undefined;
  readonly #hear = (file: Rewritable, failure: unknown) => this.#wrote(file, failure);

  /** @param now in milliseconds since the epoch */
  constructor(
    path: string,
    onDamage: (file: string, problem: Problem) => void,
    now: () => number = Date.now,
  ) {
    this.path = path;
    this.#onDamage = onDamage;
    this.#now = now;
  }

  /** A file that holds a list. @throws NoAccessError */
  async openList<T>(name: string, entry: z.ZodType<T>): Promise<JsonFile<T[]>> {
    return this.#open(name, z.array(entry), [], (text) => {
      const value = readableEntries(text, entry);
      const entries = count(value.length, 'entry', 'entries');
      const some = `${entries} of it could be read and ${value.length === 1 ? 'is' : 'are'} in use`;
      return { value, taken: value.length === 0 ? 'Nothing of it could be read' : some };
    });
  }

  /** A file that holds one record; fields that cannot be read are those of `initial`. @throws NoAccessError */
  async openRecord<T extends object>(
    name: string,
    schema: RecordSchema<T>,
    initial: T,
  ): Promise<JsonFile<T>> {
    return this.#open(name, schema, initial, (text) => ({
      value: readableFields(text, schema, initial),
      taken: 'What could be read is in use',
    }));
  }

  /** A folder in the data folder: made if it is not there; what stands in its place is kept. @throws NoAccessError */
  async openFolder(name: string): Promise<string> {
    const path = join(this.path, name);
    try {
      await mkdir(path, { recursive: true, mode: 0o700 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw explainNoAccess(path, error);
      const aside = await this.#putAside(path, moveAside);
      await mkdir(path, { mode: 0o700 });
      this.tell(name, `A file stood in its place; it is kept as ${aside}.`);
    }
    return path;
  }

  /** Takes away what cannot be read. @returns the path that it is kept as */
  async takeAway(name: string): Promise<string> {
    return this.#putAside(join(this.path, name), moveAside);
  }

  /** Tells of damage. @param rest what that means, and where it is kept, in sentences */
  tell(name: string, rest: string): void {
    const sentence = `${name} in Shoal’s data folder was damaged. ${rest}`;
    this.#onDamage(name, { code: 'damaged-file', sentence });
  }

  /** Afterwards nothing is written here any more, unless a file is updated later. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#retry);
    await Promise.all(this.#files.map((file) => file.settle()));
  }

  async #open<T>(
    name: string,
    schema: z.ZodType<T>,
    initial: T,
    salvage: (text: string) => Salvaged<T>,
  ): Promise<JsonFile<T>> {
    const file = await this.#openOrRestore(name, schema, initial, salvage);
    this.#files.push(file);
    return file;
  }

  async #openOrRestore<T>(
    name: string,
    schema: z.ZodType<T>,
    initial: T,
    salvage: (text: string) => Salvaged<T>,
  ): Promise<JsonFile<T>> {
    const path = join(this.path, name);
    try {
      return await JsonFile.open(path, schema, initial, this.#hear);
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error;
      return await this.#restore(name, error, initial, salvage);
    }
  }

  /** First the damaged one gets a second name; only then is anything written under the first. */
  async #restore<T>(
    name: string,
    { path, text }: DamagedFileError,
    initial: T,
    salvage: (text: string) => Salvaged<T>,
  ): Promise<JsonFile<T>> {
    const isFolder = text === null;
    const aside = await this.#putAside(path, isFolder ? moveAside : keepAside);
    const { value, taken } = isFolder
      ? { value: initial, taken: 'A folder stood in its place' }
      : salvage(text);
    const file = new JsonFile(path, value, this.#hear);
    await file.rewrite().catch(passOverDiskFull);
    this.tell(name, `${taken}; what was there is kept as ${aside}.`);
    return file;
  }

  async #putAside(path: string, put: typeof keepAside): Promise<string> {
    return put(path, this.#now()).catch((error: unknown) => {
      throw explainDiskFull(explainNoAccess(path, error));
    });
  }

  /** Tells of the first file that cannot be written, and of the end of that. */
  #wrote(file: Rewritable, failure: unknown): void {
    const before = this.#unwritten.size;
    if (failure === null) this.#unwritten.delete(file);
    else this.#unwritten.add(file);
    const now = this.#unwritten.size;
    if (now > 0) this.#retry ??= setTimeout(() => void this.#writeAgain(), RETRY).unref();
    if (before === 0 && now > 0) this.events.emit('unwritten', unwrittenProblem(failure));
    if (before > 0 && now === 0) this.events.emit('unwritten', null);
  }

  async #writeAgain(): Promise<void> {
    this.#retry = undefined;
    const files = [...this.#unwritten];
    await Promise.allSettled(files.map((file) => file.rewrite()));
  }
}

function unwrittenProblem(failure: unknown): Problem {
  const { code, message } = asShoalError(failure);
  const why =
    failure instanceof DiskFullError ? 'The disk of Shoal’s data folder is full.' : message;
  return {
    code,
    sentence: `${why} Until that is mended, what changes is forgotten when Shoal ends.`,
  };
}
