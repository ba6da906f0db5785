import { access, constants, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FolderTakenError, FolderUnusableError } from '../../errors/transfers.ts';

/** Lies in `.git` from the first moment of a clone to its last: what holds it is not finished. */
const MARKER = 'shoal-clone';
/** What of an interrupted clone is gone on with: received objects. */
const WORTH_KEEPING = new Set([MARKER, 'objects', 'shoal']);

/** A teammate's files may have names that are no UTF-8. */
const AS_BYTES = { encoding: 'buffer' } as const;

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
   * @throws FolderTakenError, FolderUnusableError
   */
  static async claim(path: string): Promise<CloneFolder> {
    const names = await usableEntries(path);
    const isUnused = names === null || names.length === 0;
    try {
      await mkdir(join(path, '.git'), { recursive: true });
      await writeFile(join(path, '.git', MARKER), '');
    } catch (error) {
      throw explainUnusable(path, error);
    }
    const folder = new CloneFolder(path, names !== null);
    if (!isUnused) await folder.#reset();
    return folder;
  }

  /** Whether it is still as it was claimed: the user may have removed it meanwhile, or put another there. */
  async isThere(): Promise<boolean> {
    return stat(join(this.path, '.git', MARKER)).then(
      () => true,
      () => false,
    );
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
    const isOld = (name: Buffer) => name.toString() !== '.git';
    await removeAll(this.path, (await readdir(this.path, AS_BYTES)).filter(isOld));
    const gitDir = join(this.path, '.git');
    const isDoubtful = (name: Buffer) => !WORTH_KEEPING.has(name.toString());
    await removeAll(gitDir, (await readdir(gitDir, AS_BYTES)).filter(isDoubtful));
  }
}

/**
 * Whether a clone can begin in this folder, as far as that is known before; nothing is changed.
 * @throws FolderTakenError, FolderUnusableError
 */
export async function checkCloneFolder(path: string): Promise<void> {
  const names = await usableEntries(path);
  try {
    await access(
      names === null ? await nearestFolder(path) : path,
      constants.W_OK | constants.X_OK,
    );
  } catch (error) {
    throw explainUnusable(path, error);
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

/** What is in a folder that a clone may take; null if there is nothing at `path`. */
async function usableEntries(path: string): Promise<string[] | null> {
  const names = await entries(path).catch((error: unknown) => {
    throw explainUnusable(path, error);
  });
  const isUnused = names === null || names.length === 0;
  if (!isUnused && !(await isUnfinished(path))) throw new FolderTakenError(path);
  return names;
}

/** Null if there is nothing at `path`. @throws FolderTakenError if it is a file */
async function entries(path: string): Promise<string[] | null> {
  const entry = await stat(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (entry === null) return null;
  if (!entry.isDirectory()) throw new FolderTakenError(path);
  return readdir(path);
}

/** The folder that is there already, in which the others would be made. */
async function nearestFolder(path: string): Promise<string> {
  const parent = dirname(path);
  if (parent === path) return path;
  return (await entries(parent)) === null ? nearestFolder(parent) : parent;
}

/** What the system says of a path, by its error codes. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing can be written there',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'it is a link that leads nowhere',
  EINVAL: 'the system allows no such name',
  ENOENT: 'the system allows no such name',
};

function explainUnusable(path: string, error: unknown): unknown {
  const reason = REASONS[errorCode(error) ?? ''];
  return reason === undefined ? error : new FolderUnusableError(path, reason, error);
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

async function empty(path: string): Promise<void> {
  // `.git` last: as long as it is there, the folder can be recognised.
  const names = (await readdir(path, AS_BYTES)).filter((name) => name.toString() !== '.git');
  await removeAll(path, [...names, Buffer.from('.git')]);
}

async function removeAll(path: string, names: readonly Buffer[]): Promise<void> {
  for (const name of names) {
    const entry = Buffer.concat([Buffer.from(join(path, '/')), name]);
    await rm(entry, { recursive: true, force: true });
  }
}
