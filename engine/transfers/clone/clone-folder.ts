import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderTakenError } from '../../errors/transfers.ts';

/** Lies in `.git` from the first moment of a clone to its last: what holds it is not finished. */
const MARKER = 'shoal-clone';
/** What of an interrupted clone is gone on with: received objects. */
const WORTH_KEEPING = new Set([MARKER, 'objects', 'shoal']);

/** The folder that a clone fills. It is nobody's repository until `keep` is called. */
export class CloneFolder {
  readonly path: string;
  readonly #existed: boolean;

  private constructor(path: string, existed: boolean) {
    this.path = path;
    this.#existed = existed;
  }

  /**
   * Makes the folder, or takes an empty one, or one in which a clone was interrupted.
   * @throws FolderTakenError
   */
  static async claim(path: string): Promise<CloneFolder> {
    const names = await entries(path);
    const isUnused = names === null || names.length === 0;
    if (!isUnused && !(await isUnfinished(path))) throw new FolderTakenError(path);
    await mkdir(join(path, '.git'), { recursive: true });
    await writeFile(join(path, '.git', MARKER), '');
    const folder = new CloneFolder(path, names !== null);
    if (!isUnused) await folder.#reset();
    return folder;
  }

  /** The clone is complete. */
  async keep(): Promise<void> {
    await rm(join(this.path, '.git', MARKER));
  }

  /** The clone will not be: all is as it was before it. */
  async remove(): Promise<void> {
    if (this.#existed) await empty(this.path);
    else await rm(this.path, { recursive: true, force: true });
  }

  /** Removes what an interrupted clone may have left half done. */
  async #reset(): Promise<void> {
    const isOld = (name: string) => name !== '.git';
    await removeAll(this.path, (await readdir(this.path)).filter(isOld));
    const gitDir = join(this.path, '.git');
    const isDoubtful = (name: string) => !WORTH_KEEPING.has(name);
    await removeAll(gitDir, (await readdir(gitDir)).filter(isDoubtful));
  }
}

/** Removes a folder that holds an interrupted clone, and nothing else. */
export async function removeUnfinishedClone(path: string): Promise<void> {
  if (await isUnfinished(path)) await rm(path, { recursive: true, force: true });
}

/** Whether a clone has been made here: the folder is there, and none is under way in it. */
export async function isCloned(path: string): Promise<boolean> {
  const names: string[] = await readdir(path).catch(() => []);
  return names.includes('.git') && !(await isUnfinished(path));
}

/** A clone was interrupted here: the marker lies in `.git`, or nothing at all does yet. */
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
  // `.git` last: as long as it is there, the folder can be recognised.
  const names = (await readdir(path)).filter((name) => name !== '.git');
  await removeAll(path, [...names, '.git']);
}

async function removeAll(path: string, names: readonly string[]): Promise<void> {
  for (const name of names) await rm(join(path, name), { recursive: true, force: true });
}
