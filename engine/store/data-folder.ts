import { join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../shared/api/state.ts';
import { count } from '../../shared/domain/words/quantity.ts';
import { DamagedFileError, explainNoAccess } from '../errors/data-folder.ts';
import { explainDiskFull, passOverDiskFull } from '../errors/interruptions.ts';
import { JsonFile } from './json-file.ts';
import { keepAside, moveAside } from './keep-aside.ts';
import { type RecordSchema, readableEntries, readableFields } from './salvage.ts';

/** What could be read of a damaged file, and a sentence's beginning that says so. */
interface Salvaged<T> {
  readonly value: T;
  readonly taken: string;
}

/**
 * The folder of what the engine must not lose: whom the user trusts, what is shared with whom. A file
 * there that was damaged is kept, what can be read of it is taken over, and the user is told.
 */
export class DataFolder {
  readonly path: string;
  readonly #onDamage: (file: string, problem: Problem) => void;
  readonly #now: () => number;

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

  async #open<T>(
    name: string,
    schema: z.ZodType<T>,
    initial: T,
    salvage: (text: string) => Salvaged<T>,
  ): Promise<JsonFile<T>> {
    const path = join(this.path, name);
    try {
      return await JsonFile.open(path, schema, initial);
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
    const aside = await (isFolder ? moveAside : keepAside)(path, this.#now()).catch(
      (error: unknown) => {
        throw explainDiskFull(explainNoAccess(path, error));
      },
    );
    const { value, taken } = isFolder
      ? { value: initial, taken: 'A folder stood in its place' }
      : salvage(text);
    const file = new JsonFile(path, value);
    await file.update((same) => same).catch(passOverDiskFull);
    this.#onDamage(name, {
      code: 'damaged-file',
      sentence: `${name} in Shoal’s data folder was damaged. ${taken}; what was there is kept as ${aside}.`,
    });
    return file;
  }
}
