import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderTakenError } from '../errors.ts';

/** Lies in `.git` from the first moment of a clone to its last: what holds it is not finished. */
const MARKER = 'shoal-clone';

/** The folder that a clone fills. Unless `keep` is called, it is gone again in the end. */
export class CloneFolder implements AsyncDisposable {
  readonly path: string;
  readonly #existed: boolean;
  #isKept = false;

  private constructor(path: string, existed: boolean) {
    this.path = path;
    this.#existed = existed;
  }

  /**
   * Makes the folder, or takes an empty one, or one in which a clone was killed.
   * @throws FolderTakenError
   */
  static async claim(path: string): Promise<CloneFolder> {
    const names = await entries(path);
    if (names === null) {
      await mkdir(path, { recursive: true });
    } else if (names.length > 0) {
      if (!(await isUnfinished(path))) throw new FolderTakenError(path);
      await empty(path);
    }
    await mkdir(join(path, '.git'));
    await writeFile(join(path, '.git', MARKER), '');
    return new CloneFolder(path, names !== null);
  }

  /** The clone is complete. */
  async keep(): Promise<void> {
    await rm(join(this.path, '.git', MARKER));
    this.#isKept = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isKept) return;
    if (this.#existed) await empty(this.path);
    else await rm(this.path, { recursive: true, force: true });
  }
}

/** A clone was killed here: the marker lies in `.git`, or nothing at all does yet. */
async function isUnfinished(path: string): Promise<boolean> {
  const inGit = await readdir(join(path, '.git')).catch(() => null);
  if (inGit === null) return false;
  return inGit.includes(MARKER) || (inGit.length === 0 && (await readdir(path)).length === 1);
}

/** Null if there is nothing at `path`. @throws FolderTakenError if it is a file */
async function entries(path: string): Promise<string[] | null> {
  const entry = await stat(path).catch(() => null);
  if (entry === null) return null;
  if (!entry.isDirectory()) throw new FolderTakenError(path);
  return readdir(path);
}

async function empty(path: string): Promise<void> {
  const names = await readdir(path);
  // `.git` last: as long as it is there, the folder can be recognised.
  for (const name of names.sort((a, b) => Number(a === '.git') - Number(b === '.git'))) {
    await rm(join(path, name), { recursive: true, force: true });
  }
}
