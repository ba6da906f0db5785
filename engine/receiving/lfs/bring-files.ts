import { mkdir, rm, rmdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Oid, PeerId } from '../../../shared/ids.ts';
import { downloadPiece } from '../../asking/lfs-line.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Sources } from '../../asking/sources.ts';
import { NotEnoughRoomError } from '../../errors/interruptions.ts';
import { NotServedError, WrongBlockError } from '../../errors/peer-failures.ts';
import { type Repository, shoalDir } from '../../git/open.ts';
import type { GitPlace } from '../../git/run.ts';
import { lfsFolder } from '../../lfs/lfs-store.ts';
import type { Pointer } from '../../lfs/pointer.ts';
import { Condition } from '../../waiting/condition.ts';
import { pause } from '../../waiting/pause.ts';
import { Conduct } from '../conduct.ts';
import type { Progress } from '../progress.ts';
import { neededFiles } from './needed-files.ts';
import { WantedFile, type WantedPiece } from './wanted-file.ts';

/** Pieces under way at once from one peer: the next one is there while this one is put down. */
const LANES = 2;
/** After so many failures in a row nothing more is asked of a peer. */
const MOST_FAILURES = 6;
/** How often it is looked for somebody who may be asked again, in milliseconds. */
const LOOK_AGAIN = 500;

export interface LargeFiles {
  readonly repository: Repository;
  /** Where the commit's objects are by now. */
  readonly place: GitPlace;
  readonly commit: Oid;
  readonly sources: Sources;
  /** The copies of the project that are there at this moment. */
  copies(): readonly RemoteCopy[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** What has become of the large files that a checkout needs. */
export interface Brought {
  readonly here: number;
  readonly missing: number;
}

/**
 * Brings the large files (Git LFS) that a checkout of the commit needs into the store where git-lfs looks for
 * them first: from all who have them at once, each checked by its name. What nobody here has is left to git-lfs.
 * An interruption keeps what has come; where the disk has no room, they are missing.
 * @throws GitFailedError if the commit's objects are not all here, and the signal's reason
 */
export async function bringLargeFiles(task: LargeFiles): Promise<Brought> {
  const { repository, place, commit, signal } = task;
  const folder = await lfsFolder(repository);
  const needed = await neededFiles(place, commit, folder, signal);
  const [first] = needed;
  if (first === undefined || !task.copies().some(({ shared }) => shared.lfs === true)) {
    return { here: 0, missing: needed.length };
  }
  const parts = partsOf(repository);
  await mkdir(parts, { recursive: true });
  let files: readonly WantedFile[] = [];
  try {
    await refuseImpossible(parts, needed);
    files = needed.map((pointer) => new WantedFile(pointer, parts));
    await checkRoom(parts, files, task.progress);
    await new Bringing(task, files, folder).run();
  } catch {
    signal.throwIfAborted();
  }
  await forgetParts(repository);
  const here = files.filter(({ state }) => state === 'here').length;
  return { here, missing: needed.length - here };
}

function partsOf(repository: Repository): string {
  return join(shoalDir(repository), 'lfs');
}

/** Removes what an interruption has left. */
export async function forgetParts(repository: Repository): Promise<void> {
  await rm(partsOf(repository), { recursive: true, force: true });
  // Only if nothing else is under way there.
  await rmdir(shoalDir(repository)).catch(() => {});
}

/** What a pointer says of a size is anybody's word. @throws NotEnoughRoomError */
async function refuseImpossible(parts: string, needed: readonly Pointer[]): Promise<void> {
  const bytes = needed.reduce((sum, { size }) => sum + size, 0);
  const { blocks, bsize } = await statfs(parts);
  if (bytes > blocks * bsize) throw new NotEnoughRoomError(bytes, blocks * bsize);
}

/** @throws NotEnoughRoomError */
async function checkRoom(
  parts: string,
  files: readonly WantedFile[],
  progress: Progress,
): Promise<void> {
  let kept = 0;
  for (const file of files) kept += await file.findKept();
  const bytes = files.reduce((sum, { pointer }) => sum + pointer.size, 0);
  const { bavail, bsize } = await statfs(parts);
  if (bytes - kept > bavail * bsize) throw new NotEnoughRoomError(bytes - kept, bavail * bsize);
  progress.kept(kept);
  progress.expectBytes(bytes);
}

/** One bringing: lanes from each peer take piece after piece. */
class Bringing {
  readonly #task: LargeFiles;
  readonly #files: readonly WantedFile[];
  readonly #folder: string;
  readonly #conduct = new Conduct();
  readonly #lanes = new Map<PeerId, number>();
  readonly #failures = new Map<PeerId, number>();
  readonly #change = new Condition();
  #failure: unknown = null;

  constructor(task: LargeFiles, files: readonly WantedFile[], folder: string) {
    this.#task = task;
    this.#files = files;
    this.#folder = folder;
  }

  async run(): Promise<void> {
    const { sources, signal } = this.#task;
    using _ = sources.watch(() => this.#change.notifyAll());
    // What an earlier attempt has brought may be all.
    for (const file of this.#files) if (file.isComplete) await this.#complete(file);
    while (!this.#isOver) {
      await this.#letGoOfThoseWhoLeft();
      const changed = this.#change.changed;
      const isAnyone = this.#startLanes();
      if (!isAnyone && this.#lanes.size === 0) break;
      await Promise.race([changed, pause(LOOK_AGAIN, signal)]);
    }
    while (this.#lanes.size > 0) await this.#change.changed;
    signal.throwIfAborted();
    if (this.#failure !== null) throw this.#failure;
  }

  get #isOver(): boolean {
    const isStopped = this.#failure !== null || this.#task.signal.aborted;
    return isStopped || this.#files.every(({ state }) => state !== 'wanted');
  }

  /** What was to come from one of them alone may come from another one. */
  async #letGoOfThoseWhoLeft(): Promise<void> {
    const present = new Set(this.#task.copies().map(({ peer }) => peer.id));
    for (const file of this.#files) {
      const { onlyFrom } = file;
      if (onlyFrom === null || this.#lanes.has(onlyFrom)) continue;
      if (!present.has(onlyFrom) || !this.#conduct.isWelcome(onlyFrom)) await file.beginAnew();
    }
  }

  /** @returns whether there is somebody who may give something, now or in a moment */
  #startLanes(): boolean {
    let isAnyone = false;
    for (const copy of this.#task.copies()) {
      const { id } = copy.peer;
      if (copy.shared.lfs !== true || this.#conduct.isDropped(id)) continue;
      const isWanted = this.#files.some(
        ({ state, refusedBy }) => state === 'wanted' && !refusedBy.has(id),
      );
      if (!isWanted) continue;
      isAnyone = true;
      for (let count = this.#lanes.get(id) ?? 0; count < LANES; count += 1) {
        const piece = this.#conduct.isWelcome(id) ? this.#take(id) : null;
        if (piece === null) break;
        this.#lanes.set(id, count + 1);
        void this.#lane(copy, piece);
      }
    }
    return isAnyone;
  }

  #take(peer: PeerId): WantedPiece | null {
    for (const file of this.#files) {
      const piece = file.next(peer);
      if (piece === null) continue;
      piece.state = 'coming';
      return piece;
    }
    return null;
  }

  async #lane(copy: RemoteCopy, first: WantedPiece): Promise<void> {
    const { id } = copy.peer;
    for (let piece: WantedPiece | null = first; piece !== null; ) {
      await this.#bring(copy, piece);
      const goesOn = this.#failure === null && !this.#task.signal.aborted;
      piece = goesOn && this.#conduct.isWelcome(id) ? this.#take(id) : null;
    }
    const left = (this.#lanes.get(id) ?? 1) - 1;
    if (left === 0) this.#lanes.delete(id);
    else this.#lanes.set(id, left);
    this.#change.notifyAll();
  }

  async #bring(copy: RemoteCopy, piece: WantedPiece): Promise<void> {
    const { progress, signal } = this.#task;
    const { peer } = copy;
    const onBytes = (bytes: number) => progress.received(peer.id, bytes);
    try {
      piece.givers.add(peer.id);
      await downloadPiece(copy, piece, { file: piece.file, onBytes }, signal);
      piece.state = 'here';
      this.#failures.delete(peer.id);
      if (piece.of.isComplete) await this.#complete(piece.of);
    } catch (error) {
      piece.state = 'missing';
      if (signal.aborted) return;
      await this.#failed(copy, piece.of, error);
    }
  }

  async #failed({ peer }: RemoteCopy, file: WantedFile, error: unknown): Promise<void> {
    // It has others, perhaps.
    if (error instanceof NotServedError) file.refusedBy.add(peer.id);
    else {
      const verdict = this.#conduct.failed(peer, error);
      if (verdict.kind === 'ours') this.#failure = error;
      if (verdict.kind === 'dropped') this.#task.progress.drop(peer.id, verdict.reason.message);
      if (verdict.kind === 'pardoned') return this.#pardoned(peer.id);
    }
    if (file.onlyFrom === peer.id) await file.beginAnew();
  }

  /** Who fails again and again is of no use, whatever the reasons. */
  #pardoned(id: PeerId): void {
    const failures = (this.#failures.get(id) ?? 0) + 1;
    this.#failures.set(id, failures);
    if (failures < MOST_FAILURES) return;
    for (const file of this.#files) file.refusedBy.add(id);
  }

  async #complete(file: WantedFile): Promise<void> {
    const { liars } = await file.assemble(this.#folder);
    for (const liar of liars) {
      const name = this.#task.sources.nameOf(liar);
      const error = new WrongBlockError(name);
      this.#conduct.failed({ id: liar, name }, error);
      this.#task.progress.drop(liar, error.message);
    }
  }
}
