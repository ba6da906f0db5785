import { type Stats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { AtOnce } from './at-once.ts';

/** What is at a path, or a word why that cannot be said. */
export type Seen = Stats | string;

/** Whichever folder of the path is missing. */
const ABSENT = 'absent';

/** Looks at files, mostly at the same ones every few seconds: an idle computer does little else. */
export class Glance {
  readonly #atOnce: AtOnce;

  constructor(atOnce = new AtOnce()) {
    this.#atOnce = atOnce;
  }

  async at(paths: readonly string[]): Promise<ReadonlyMap<string, Seen>> {
    const seen = new Map<string, Seen>();
    const count = this.#atOnce.take(paths.length, (index) => {
      const path = paths[index] as string;
      seen.set(path, glanceAt(path));
    });
    const others = paths.slice(count);
    await Promise.all(others.map(async (path) => seen.set(path, await stat(path).catch(wordFor))));
    return seen;
  }
}

function glanceAt(path: string): Seen {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? ABSENT;
  } catch (error) {
    return wordFor(error);
  }
}

function wordFor(error: unknown): string {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR' ? ABSENT : code;
}
