import { EventEmitter } from 'node:events';
import { constants, copyFile, link, mkdir, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import { type Block, formatBlock } from '../../shared/gtp/reel.ts';
import type { ObjectFormat, ReelName } from '../../shared/ids.ts';
import { indexPack } from '../git/index-pack.ts';
import {
  type BlockBytes,
  type BlockFile,
  type BlockGiver,
  bytesOfBlockFile,
} from './block-giver.ts';

/** How long received blocks are passed on after they were last of use, in milliseconds. */
const LIFETIME = 60 * 60 * 1000;
const CHECK_INTERVAL = 5 * 60 * 1000;
/** How long git may take over one block, in milliseconds: it has been through it once, together with others. */
const LONGEST_LOOK = 20_000;

/** A received block on disk. */
export interface HeldFile extends BlockFile {
  /**
   * It is sound together with others, and git has not looked at it alone: its deltas could build on theirs. That is
   * done when somebody asks for it, and makes its index.
   */
  readonly isUnproven?: true;
}

interface Held {
  readonly block: Block;
  readonly size: number;
  bytes(): Promise<BlockBytes>;
}

/** Blocks of one reel that were received and checked here. */
export class PassedOnReel implements BlockGiver {
  readonly name: ReelName;
  readonly objectFormat: ObjectFormat;
  readonly #blocks = new Map<string, Held>();
  #usedAt = performance.now();

  constructor(name: ReelName, objectFormat: ObjectFormat) {
    this.name = name;
    this.objectFormat = objectFormat;
  }

  get blocks(): Block[] {
    return [...this.#blocks.values()].map(({ block }) => block);
  }

  get bytes(): number {
    return [...this.#blocks.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** In milliseconds, of a clock that only goes forward. */
  get usedAt(): number {
    return this.#usedAt;
  }

  add(held: Held): void {
    this.#usedAt = performance.now();
    this.#blocks.set(formatBlock(held.block), held);
  }

  remove(block: Block): void {
    this.#blocks.delete(formatBlock(block));
  }

  has(block: Block): boolean {
    return this.#blocks.has(formatBlock(block));
  }

  isReady(block: Block): boolean {
    return this.has(block);
  }

  async block(block: Block): Promise<BlockBytes> {
    this.#usedAt = performance.now();
    const known = this.#blocks.get(formatBlock(block));
    if (known === undefined) throw new RangeError('this block is not here');
    try {
      return await known.bytes();
    } catch (error) {
      // It is not asked for again.
      this.remove(block);
      throw error;
    }
  }
}

/**
 * Received blocks, kept for a while to be passed on: second names of the files that they came in. What was
 * checked together with others is in the repository as part of one pack, so that these take room of their own.
 */
export class PassedOnReels implements Disposable {
  /** One more block can be passed on. */
  readonly events = new EventEmitter<{ added: [reel: ReelName, block: Block] }>();
  readonly #directory: string;
  readonly #maxBytes: number;
  readonly #reels = new Map<ReelName, PassedOnReel>();
  readonly #timer: NodeJS.Timeout;
  readonly #looking = pLimit(availableParallelism());

  private constructor(directory: string, maxBytes: number) {
    this.#directory = directory;
    this.#maxBytes = maxBytes;
    this.#timer = setInterval(() => void this.#tidy(), CHECK_INTERVAL);
    this.#timer.unref();
  }

  /**
   * @param directory emptied: who passes on what is told anew in each run
   * @param maxBytes what all of them may take
   */
  static async open(directory: string, maxBytes: number): Promise<PassedOnReels> {
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return new PassedOnReels(directory, maxBytes);
  }

  get all(): readonly PassedOnReel[] {
    return [...this.#reels.values()];
  }

  find(name: ReelName): PassedOnReel | null {
    return this.#reels.get(name) ?? null;
  }

  /** Keeps a checked block; what cannot be kept (another disk that is full) is just not passed on. */
  async add(
    name: ReelName,
    objectFormat: ObjectFormat,
    block: Block,
    received: HeldFile,
  ): Promise<void> {
    const folder = join(this.#directory, name);
    const base = join(folder, formatBlock(block));
    try {
      await mkdir(folder, { recursive: true });
      const packPath = await keep(received.packPath, `${base}.pack`);
      const indexPath =
        received.indexPath === null ? null : await keep(received.indexPath, `${base}.idx`);
      const { checksum, isUnproven = false } = received;
      const here = isUnproven
        ? once(() => this.#proven({ packPath, indexPath: `${base}.idx`, checksum }, objectFormat))
        : always(await bytesOfBlockFile({ packPath, indexPath, checksum }));
      const reel = this.#reels.get(name) ?? new PassedOnReel(name, objectFormat);
      this.#reels.set(name, reel);
      reel.add({ block, size: (await stat(packPath)).size, bytes: here });
    } catch {
      // Half of it must not take the room that there is.
      await Promise.all([`${base}.pack`, `${base}.idx`].map((path) => rm(path, { force: true })));
      return;
    }
    this.events.emit('added', name, block);
    await this.#tidy();
  }

  /** It turned out to be another block than it was said to be. */
  drop(name: ReelName, block: Block): void {
    this.#reels.get(name)?.remove(block);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#reels.clear();
  }

  /** @throws GitFailedError if it is no pack of its own */
  #proven(file: BlockFile & { readonly indexPath: string }, format: ObjectFormat) {
    return this.#looking(async () => {
      const folder = dirname(file.packPath);
      // In sight of the same objects, git would read each of them a second time to compare.
      const place = { cwd: folder, objects: { directory: folder, alternates: [] } };
      const signal = AbortSignal.timeout(LONGEST_LOOK);
      await indexPack(place, file.packPath, file.indexPath, { signal, format, isGuarded: true });
      return bytesOfBlockFile(file);
    });
  }

  /** Lets go of what nobody has asked for in a while, and of the oldest beyond the bound. */
  async #tidy(): Promise<void> {
    let total = this.all.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const reel of this.all.toSorted((a, b) => a.usedAt - b.usedAt)) {
      const isOld = performance.now() - reel.usedAt > LIFETIME;
      if (!isOld && total <= this.#maxBytes) return;
      total -= reel.bytes;
      this.#reels.delete(reel.name);
      await rm(join(this.#directory, reel.name), { recursive: true, force: true });
    }
  }
}

/** A second name for a file; a copy where the other folder is on another disk. */
async function keep(path: string, as: string): Promise<string> {
  await rm(as, { force: true });
  await link(path, as).catch(() => copyFile(path, as, constants.COPYFILE_FICLONE));
  return as;
}

function always<T>(value: T): () => Promise<T> {
  return async () => value;
}

/** Works when it is first called, for all who call. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
