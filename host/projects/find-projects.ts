import type { Dirent } from 'node:fs';
import { lstat, opendir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import type { FoundProject } from '../../shared/api/found-project.ts';
import { mayHoldProjects, mountPoints, type Place, usualPlaces } from './usual-folders.ts';

/** How long is looked, in milliseconds; what was found by then is told. */
const LONGEST = 5_000;
/** Folders that are looked into, and entries that are read of one, and in all. */
const MOST_FOLDERS = 1_500;
const MOST_ENTRIES = 500;
const MOST_IN_ALL = 20_000;
/** More projects than these nobody reads through. */
const MOST_FOUND = 200;
const MOST_TOLD = 12;

interface Surroundings {
  readonly home: string;
  readonly places: readonly Place[];
}

/** The user's projects, those they worked on last first: repositories in the usual folders. */
export async function findProjects(
  signal: AbortSignal,
  around: Surroundings = { home: homedir(), places: usualPlaces(homedir()) },
): Promise<FoundProject[]> {
  const search = new Search(AbortSignal.any([signal, AbortSignal.timeout(LONGEST)]));
  // A disk that does not answer, answers nobody: what was found until then is all.
  await Promise.race([search.run(around), search.ended]);
  signal.throwIfAborted();
  return search.found
    .toSorted((a, b) => b.changedAt - a.changedAt || (a.path < b.path ? -1 : 1))
    .slice(0, MOST_TOLD);
}

/** One look around, within its bounds: never through a link, nor onto another disk or the network. */
class Search {
  readonly found: FoundProject[] = [];
  readonly ended: Promise<void>;
  readonly #signal: AbortSignal;
  readonly #seen = new Set<string>();
  #folders = 0;
  #entries = 0;
  #disk: number | null = null;
  #mounts: ReadonlySet<string> = new Set();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    this.ended = new Promise((resolve) =>
      signal.addEventListener('abort', () => resolve(), { once: true }),
    );
  }

  async run({ home, places }: Surroundings): Promise<void> {
    this.#mounts = await readFile('/proc/self/mountinfo', 'utf8').then(
      mountPoints,
      () => new Set<string>(),
    );
    this.#disk = await lstat(home).then(
      ({ dev }) => dev,
      () => null,
    );
    for (const { path, levels } of places) {
      if (path === home || (await this.#isOwnFolder(path))) await this.#look(path, levels);
    }
  }

  get #isOver(): boolean {
    return (
      this.#signal.aborted ||
      this.#folders >= MOST_FOLDERS ||
      this.#entries >= MOST_IN_ALL ||
      this.found.length >= MOST_FOUND
    );
  }

  async #look(folder: string, levels: number): Promise<void> {
    if (this.#isOver) return;
    this.#folders += 1;
    for (const name of await this.#foldersIn(folder)) {
      if (this.#isOver) return;
      const path = join(folder, name);
      if (this.#seen.has(path) || !(await this.#isOwnFolder(path))) continue;
      const changedAt = await lastChange(path);
      if (changedAt !== null) {
        this.#seen.add(path);
        this.found.push({ path, name: basename(path), changedAt });
      } else if (levels > 1) {
        await this.#look(path, levels - 1);
      }
    }
  }

  async #foldersIn(folder: string): Promise<string[]> {
    const names: string[] = [];
    try {
      let entries = 0;
      for await (const entry of await opendir(folder)) {
        entries += 1;
        this.#entries += 1;
        if (entries > MOST_ENTRIES || this.#isOver) break;
        if (isLookedInto(entry)) names.push(entry.name);
      }
    } catch {
      // What may not be read, or is gone by now, holds nothing to offer.
    }
    return names.sort();
  }

  /** A folder itself, on the same disk as the home: what is mounted is not even looked at. */
  async #isOwnFolder(path: string): Promise<boolean> {
    if (this.#mounts.has(path)) return false;
    try {
      const stats = await lstat(path);
      return stats.isDirectory() && (this.#disk === null || stats.dev === this.#disk);
    } catch {
      return false;
    }
  }
}

function isLookedInto(entry: Dirent): boolean {
  return entry.isDirectory() && mayHoldProjects(entry.name);
}

/** When something was last committed, checked out or fetched there, as far as files tell; null for no repository. */
async function lastChange(path: string): Promise<number | null> {
  try {
    const git = await lstat(join(path, '.git'));
    // A file stands in a working tree, or a submodule, of a repository elsewhere.
    if (!git.isDirectory()) return null;
    const head = await lstat(join(path, '.git', 'HEAD'));
    const log = await lstat(join(path, '.git', 'logs', 'HEAD')).catch(() => null);
    return Math.max(head.mtimeMs, log?.mtimeMs ?? 0);
  } catch {
    return null;
  }
}
