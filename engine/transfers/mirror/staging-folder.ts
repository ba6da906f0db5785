import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloningAlreadyError, FolderTakenError } from '../../errors/transfers.ts';
import { checkCloneFolder } from '../clone/clone-folder.ts';

/** Lies in the new folder until the clone is whole, and holds all of it: until then there is no `.git` beside it. */
const STAGING = '.shoal-clone';
/** Holds the number of the process that fills it. */
const OWNER = 'owner';
/** The clone in it is whole: what is left to do is to move it up. */
const WHOLE = 'whole';
const LAN = 'lan';
const CLONE = 'clone';

/** A teammate's files may have names that are no UTF-8. */
const AS_BYTES = { encoding: 'buffer' } as const;

/**
 * The folder that a clone of an address fills. Whatever dies when, it either holds no repository but what
 * `STAGING` has of one, or a whole one.
 */
export class StagingFolder {
  readonly directory: string;
  readonly #existed: boolean;

  private constructor(directory: string, existed: boolean) {
    this.directory = directory;
    this.#existed = existed;
  }

  /**
   * Takes a folder that is empty or not there yet, or one where such a clone was interrupted: with what came over
   * the LAN before.
   * @returns null if there is a whole clone already that only had to be moved up
   * @throws FolderTakenError, FolderUnusableError, CloningAlreadyError
   */
  static async claim(directory: string): Promise<StagingFolder | null> {
    const names = await readdir(directory).catch(() => null);
    const isInterrupted = names?.includes(STAGING) ?? false;
    if (!isInterrupted) await checkCloneFolder(directory);
    // An interrupted one of another kind is for that to go on with.
    if (!isInterrupted && (names?.length ?? 0) > 0) throw new FolderTakenError(directory);
    const folder = new StagingFolder(directory, names !== null && !isInterrupted);
    await mkdir(folder.#staging, { recursive: true });
    await folder.#own();
    if (await isThere(join(folder.#staging, WHOLE))) {
      await folder.moveUp();
      return null;
    }
    if ((names ?? []).some((name) => name !== STAGING)) {
      await folder.#disown();
      throw new FolderTakenError(directory);
    }
    await rm(folder.cloneParent, { recursive: true, force: true });
    await mkdir(folder.cloneParent);
    return folder;
  }

  /** Whether such a clone has not come to its end there. */
  static isIn(directory: string): Promise<boolean> {
    return isThere(join(directory, STAGING));
  }

  /** Removes what one that will not go on has left, and the folder if that was all. */
  static async removeLeft(directory: string): Promise<void> {
    await rm(join(directory, STAGING), { recursive: true, force: true });
    await rmdir(directory).catch(() => {});
  }

  /** Where what comes over the LAN is put first. */
  get lan(): string {
    return lanMirror(this.directory);
  }

  /** Where git makes the clone; what holds it is empty before. */
  get cloneParent(): string {
    return join(this.#staging, CLONE);
  }

  /** The clone that git made in `cloneParent` is what the folder is to hold: nothing is in between. */
  async moveUp(): Promise<void> {
    await writeFile(join(this.#staging, WHOLE), '');
    await rm(this.lan, { recursive: true, force: true });
    const [name] = await readdir(this.cloneParent, AS_BYTES).catch(() => []);
    if (name !== undefined) {
      const made = join(this.cloneParent, name.toString());
      const isGit = (entry: Buffer) => entry.toString() === '.git';
      const entries = await readdir(made, AS_BYTES);
      // git sees a repository as soon as `.git` is there: it comes last.
      for (const entry of [...entries.filter((each) => !isGit(each)), ...entries.filter(isGit)]) {
        await rename(child(made, entry), child(this.directory, entry));
      }
    }
    await rm(this.cloneParent, { recursive: true, force: true });
    await rm(join(this.#staging, WHOLE), { force: true });
    await this.#disown();
    await rmdir(this.#staging);
  }

  /** There will be no clone: all is as it was before it. */
  async remove(): Promise<void> {
    await rm(this.#staging, { recursive: true, force: true });
    // Only if nobody has put anything there meanwhile.
    if (!this.#existed) await rmdir(this.directory).catch(() => {});
  }

  get #staging(): string {
    return join(this.directory, STAGING);
  }

  async #own(): Promise<void> {
    const file = join(this.#staging, OWNER);
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (Number.isInteger(owner) && owner > 0 && owner !== process.pid && isRunning(owner)) {
      throw new CloningAlreadyError(this.directory);
    }
    await writeFile(file, `${process.pid}`);
  }

  async #disown(): Promise<void> {
    await rm(join(this.#staging, OWNER), { force: true });
  }
}

/** Where, in a folder that such a clone fills, what comes over the LAN is put first. */
export function lanMirror(directory: string): string {
  return join(directory, STAGING, LAN);
}

function child(folder: string, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(join(folder, '/')), name]);
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
