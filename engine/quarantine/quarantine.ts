import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { isAlias } from '../../shared/domain/git/tracking-refs.ts';
import { type Oid, oidSchema, type PeerId, shortId } from '../../shared/ids.ts';
import { type Repository, shoalDir } from '../git/open.ts';
import type { GitPlace } from '../git/run.ts';
import { forgetDamaged, JsonFile } from '../store/json-file.ts';
import { pause } from '../waiting/pause.ts';
import { keepNote, lockPack, unlockPacks } from './pack-locks.ts';
import { unitePacks } from './unite-packs.ts';

/** Marks a quarantine whose objects are complete and checked; holds the alias whose refs come next. */
const READY = 'ready';
const STATE = 'state.json';
/** What is there only while something is done with it: packs that are put together, lists, indexes to compare with. */
const PASSING = /^(?:batch-\d+|growing|united|lists|missing|fsck)(?:\.|$)/;

const stateSchema = z.object({
  /** What the transfer is for: what another one has brought is of no use. */
  purpose: z.string(),
  /** What the reels that are here in full lead to. */
  finished: z.array(oidSchema),
  /** Whether some packs were taken with a trusted peer's index, and not checked yet. */
  isOnTrust: z.boolean(),
});

/**
 * Where objects are received: an object directory of its own inside the repository, so that moving
 * them in later is a rename. git sees it only when told to. (git's own receive-pack does the same;
 * see "Quarantine Environment" in git-receive-pack(1).) It outlives an interruption: the next
 * transfer for the same purpose goes on with what is there.
 */
export class Quarantine implements AsyncDisposable {
  readonly #repository: Repository;
  readonly #directory: string;
  readonly #state: JsonFile<z.infer<typeof stateSchema>>;
  /** Settles with the packs that another one stands for. */
  #uniting: Promise<readonly string[]> | null = null;
  readonly #over = new AbortController();

  private constructor(
    repository: Repository,
    directory: string,
    state: JsonFile<z.infer<typeof stateSchema>>,
  ) {
    this.#repository = repository;
    this.#directory = directory;
    this.#state = state;
  }

  /** Opens it with what an interrupted transfer for the same purpose left, or else empty. */
  static async open(
    repository: Repository,
    owner: PeerId,
    purpose: string,
    signal?: AbortSignal,
  ): Promise<Quarantine> {
    const directory = directoryOf(repository, owner);
    await recover(repository, directory, signal);
    const path = join(directory, STATE);
    const empty = { purpose, finished: [], isOnTrust: false };
    // Nobody can say of what is beside a damaged one whether it was taken on trust.
    const found = await JsonFile.open(path, stateSchema, empty).catch(forgetDamaged);
    if (found?.value.purpose !== purpose) await removeFolder(directory);
    await mkdir(join(directory, 'objects', 'pack'), { recursive: true });
    const state = await JsonFile.open(path, stateSchema, empty);
    await state.update((value) => value);
    const quarantine = new Quarantine(repository, directory, state);
    await quarantine.#removeUnfinished();
    return quarantine;
  }

  /** For what the transfer is that left something here, to go on with it; null if there is none. */
  static async purposeOfKept(repository: Repository, owner: PeerId): Promise<string | null> {
    const path = join(directoryOf(repository, owner), STATE);
    const kept = await JsonFile.open(path, stateSchema.nullable(), null).catch(forgetDamaged);
    return kept?.value?.purpose ?? null;
  }

  /** Removes what an interrupted transfer of this peer left in the repository. */
  static async discard(repository: Repository, owner: PeerId): Promise<void> {
    const directory = directoryOf(repository, owner);
    await recover(repository, directory);
    await remove(repository, directory);
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

  /** Commits and tags whose objects came in full, before an interruption or since. */
  get finished(): readonly Oid[] {
    return this.#state.value.finished;
  }

  get isOnTrust(): boolean {
    return this.#state.value.isOnTrust;
  }

  /** What all that came takes. */
  async bytes(): Promise<number> {
    const names = await readdir(this.packDirectory);
    const sizes = names.map(async (name) => (await stat(join(this.packDirectory, name))).size);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  /** The reel that leads to these is here in full. */
  async finish(wants: readonly Oid[], isOnTrust: boolean): Promise<void> {
    await this.#state.update((state) => ({
      ...state,
      finished: [...new Set([...state.finished, ...wants])],
      isOnTrust: state.isOnTrust || isOnTrust,
    }));
  }

  /**
   * Begins to make one pack of these, which are all that there will be of them: nobody waits for it before
   * they are moved in. Where it cannot be made, they stay as they are.
   * @param checksums name the packs, none of which holds what another one does
   */
  unite(checksums: readonly string[]): void {
    const folder = {
      packs: this.packDirectory,
      scratch: this.#directory,
      objectFormat: this.#repository.objectFormat,
    };
    this.#uniting ??= unitePacks(folder, checksums, this.#over.signal).then(
      (isUnited) => (isUnited ? checksums : []),
      () => [],
    );
  }

  /**
   * Moves the packs into the repository. From its first step on, an interruption is finished by the
   * next transfer.
   * @param alias whose refs are changed next
   */
  async migrate(alias: string): Promise<void> {
    const replaced = (await this.#uniting) ?? [];
    await writeFile(join(this.#directory, READY), alias);
    for (const checksum of replaced) {
      const base = join(this.packDirectory, `pack-${checksum}`);
      for (const ending of ['.idx', '.pack']) await rm(`${base}${ending}`, { force: true });
    }
    await movePacks(this.#repository, this.#directory);
  }

  /** What was moved in is in use, and more is received. */
  async reopen(): Promise<void> {
    await rm(join(this.#directory, READY), { force: true });
    await unlockPacks(this.#repository, this.#directory);
  }

  /** Nothing is done in it any more; what is there stays for another attempt. */
  async rest(): Promise<void> {
    this.#over.abort();
    await this.#uniting;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.rest();
    await remove(this.#repository, this.#directory);
  }

  get #objects(): string {
    return join(this.#directory, 'objects');
  }

  /** What a kill left: half a pack, or one whose index is not there yet; and what the next attempt makes anew. */
  async #removeUnfinished(): Promise<void> {
    const names = await readdir(this.packDirectory);
    const complete = new Set(names.filter((name) => name.endsWith('.idx')).map(withoutEnding));
    for (const name of names) {
      const isPart = !name.startsWith('pack-') || !complete.has(withoutEnding(name));
      if (isPart) await rm(join(this.packDirectory, name), { recursive: true, force: true });
    }
    for (const name of (await readdir(this.#directory)).filter((entry) => PASSING.test(entry))) {
      await rm(join(this.#directory, name), { recursive: true, force: true });
    }
  }
}

function directoryOf(repository: Repository, owner: PeerId): string {
  return join(shoalDir(repository), shortId(owner));
}

function withoutEnding(name: string): string {
  return name.replace(/\.[a-z]+$/, '');
}

/** Where Shoal was killed, its git may still write for a moment. */
function removeFolder(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true, maxRetries: 5 });
}

async function remove(repository: Repository, directory: string): Promise<void> {
  await unlockPacks(repository, directory);
  await removeFolder(directory);
  // Only when nothing else is under way.
  await rmdir(shoalDir(repository)).catch(() => {});
}

/**
 * Finishes what a transfer that was killed while it moved its objects in had begun. Stopped by the signal,
 * it is done the next time.
 */
async function recover(
  repository: Repository,
  directory: string,
  signal?: AbortSignal,
): Promise<void> {
  const alias = await readFile(join(directory, READY), 'utf8').catch(() => null);
  if (alias === null) return;
  if (isAlias(alias)) {
    await movePacks(repository, directory);
    await removeRefLocks(join(repository.commonDir, 'refs', 'remotes', alias));
    await removeRefLocks(join(repository.commonDir, 'refs', 'shoal'));
    for (const file of ['packed-refs', 'config']) {
      await removeLock(join(repository.commonDir, `${file}.lock`), join(directory, READY), signal);
    }
  }
  await rm(join(directory, READY), { force: true });
}

/**
 * The index of a pack comes last: git takes a pack for complete as soon as it sees that. Until refs
 * lead to what is in it, a `.keep` file guards it from a `git gc` of the user's, as `git fetch` does it
 * (git-fetch-pack(1), `--keep`).
 */
async function movePacks(repository: Repository, directory: string): Promise<void> {
  const from = join(directory, 'objects', 'pack');
  const to = join(repository.objectsDir, 'pack');
  const names = await readdir(from);
  await mkdir(to, { recursive: true });
  const note = join(directory, 'keep');
  // Never in place: locks of an earlier attempt are names of the same file.
  await writeFileAtomic(note, keepNote(directory));
  for (const name of names.filter((entry) => entry.endsWith('.idx'))) {
    await lockPack(join(to, `${withoutEnding(name)}.keep`), note);
  }
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

/** Longer than any living git holds the lock of packed refs, in milliseconds. */
const LOCK_AGE = 10_000;

/**
 * The same for what a deletion and the teammate's remote are written into. It may be the user's own git
 * that holds the lock: only one that is as young as our transaction, and does not go away, is ours.
 */
async function removeLock(lock: string, ready: string, signal?: AbortSignal): Promise<void> {
  const began = await stat(ready);
  for (;;) {
    const held = await stat(lock).catch(() => null);
    if (held === null || held.mtimeMs < began.mtimeMs) return;
    if (Math.abs(Date.now() - held.mtimeMs) > LOCK_AGE) return rm(lock, { force: true });
    await pause(LOCK_AGE / 20, signal);
    signal?.throwIfAborted();
  }
}
