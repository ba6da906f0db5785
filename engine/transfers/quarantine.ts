import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlias } from '../../shared/domain/tracking-refs.ts';
import type { PeerId, TransferId } from '../../shared/ids.ts';
import { shortId } from '../../shared/ids.ts';
import { type Repository, shoalDir } from '../git/open.ts';
import type { GitPlace } from '../git/run.ts';

/** Marks a quarantine whose objects are complete and checked; holds the alias whose refs come next. */
const READY = 'ready';

/**
 * Where objects are received: an object directory of its own inside the repository, so that moving
 * them in later is a rename. git sees it only when told to. (git's own receive-pack does the same;
 * see "Quarantine Environment" in git-receive-pack(1).)
 */
export class Quarantine {
  readonly #repository: Repository;
  readonly #directory: string;

  private constructor(repository: Repository, directory: string) {
    this.#repository = repository;
    this.#directory = directory;
  }

  /** Opens an empty one, after tidying up what transfers of the same peer left when they were killed. */
  static async open(
    repository: Repository,
    owner: PeerId,
    transfer: TransferId,
  ): Promise<Quarantine> {
    await recover(repository, owner);
    const directory = join(shoalDir(repository), `${shortId(owner)}-${transfer}`);
    const quarantine = new Quarantine(repository, directory);
    await mkdir(quarantine.packDirectory, { recursive: true });
    return quarantine;
  }

  /** The repository with the quarantined objects in it; new ones land in the quarantine. */
  get place(): GitPlace {
    return {
      gitDir: this.#repository.gitDir,
      objects: { directory: this.#objects, alternates: [this.#repository.objectsDir] },
    };
  }

  get packDirectory(): string {
    return join(this.#objects, 'pack');
  }

  /** Room for files that are not objects. */
  get scratchDirectory(): string {
    return this.#directory;
  }

  /**
   * Moves the packs into the repository. From its first step on, an interruption is finished by the
   * next transfer.
   * @param alias whose refs are changed next
   */
  async migrate(alias: string): Promise<void> {
    await writeFile(join(this.#directory, READY), alias);
    await movePacks(this.packDirectory, join(this.#repository.objectsDir, 'pack'));
  }

  async dispose(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
    // Only when nothing else is under way.
    await rmdir(shoalDir(this.#repository)).catch(() => {});
  }

  get #objects(): string {
    return join(this.#directory, 'objects');
  }
}

/** Finishes or removes what killed transfers of this peer left in the repository. */
async function recover(repository: Repository, owner: PeerId): Promise<void> {
  const names = await readdir(shoalDir(repository)).catch(() => []);
  for (const name of names.filter((entry) => entry.startsWith(`${shortId(owner)}-`))) {
    const directory = join(shoalDir(repository), name);
    const alias = await readFile(join(directory, READY), 'utf8').catch(() => null);
    if (alias !== null && isAlias(alias)) {
      const packs = join(directory, 'objects', 'pack');
      await movePacks(packs, join(repository.objectsDir, 'pack'));
      await removeRefLocks(join(repository.commonDir, 'refs', 'remotes', alias));
    }
    await rm(directory, { recursive: true, force: true });
  }
}

/** The index of a pack comes last: git takes a pack for complete as soon as it sees that. */
async function movePacks(from: string, to: string): Promise<void> {
  const names = await readdir(from);
  await mkdir(to, { recursive: true });
  for (const ending of ['.pack', '.rev', '.idx']) {
    for (const name of names.filter((entry) => entry.endsWith(ending))) {
      await rename(join(from, name), join(to, name));
    }
  }
}

/** A git that was killed in the middle of our ref transaction cannot remove its locks any more. */
async function removeRefLocks(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true }).catch(() => []);
  for (const name of entries.filter((entry) => entry.endsWith('.lock'))) {
    await rm(join(directory, name), { force: true });
  }
}
