import { mkdir, utimes } from 'node:fs/promises';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { type Block, type PlanLine, type Reel, stripCount } from '../../shared/gtp/reel.ts';
import type { ObjectFormat, PeerId, ReelName } from '../../shared/ids.ts';
import { TooLargeToGiveError } from '../errors/repositories.ts';
import type { Repository } from '../git/open.ts';
import type { FairTurns } from '../waiting/fair-turns.ts';
import type { Taker } from '../waiting/shared-work.ts';
import type { BlockBytes, BlockGiver } from './block-giver.ts';
import { BlockWorks } from './block-works.ts';
import { partition } from './listing/partition.ts';
import { PackedBlocks } from './packed-blocks.ts';
import {
  addRooms,
  NO_ROOM,
  type Room,
  readPlan,
  removeFolder,
  removeUnfinished,
  roomOfFolder,
  roomOfLists,
  writePlan,
} from './reel-folder.ts';
import { ReelListing } from './reel-listing.ts';
import { nameOfReel } from './rules/reel-name.ts';
import { type Packs, SheetBlocks } from './sheets/sheet-blocks.ts';

/** What all reels share. */
export interface ReelTools {
  /** In which reels are listed and blocks are made, over all reels. */
  readonly turns: FairTurns<PeerId>;
  readonly packs: Packs;
  /** Called when somebody has got what it waited for, or has given up. */
  readonly onLeft: () => void;
}

/**
 * A reel that this peer can produce: its objects are listed once, each block is built once, however
 * many ask for it at the same time; and nothing is done, or goes on, that nobody waits for.
 */
export class OpenReel implements BlockGiver, Disposable {
  readonly name: ReelName;
  readonly reel: Reel;
  readonly #repository: Repository;
  readonly #directory: string;
  readonly #onLeft: () => void;
  readonly #listing: ReelListing;
  readonly #works: BlockWorks;
  #plan: readonly Block[] = [];
  /** What the folder holds beside blocks that were made since. */
  #folder: Room = NO_ROOM;

  /** @param directory where what is made of it is, and stays */
  constructor(
    repository: Repository,
    reel: Reel,
    directory: string,
    { turns, packs, onLeft }: ReelTools,
  ) {
    this.reel = reel;
    this.name = nameOfReel(reel);
    this.#repository = repository;
    this.#directory = directory;
    this.#onLeft = onLeft;
    this.#listing = new ReelListing(turns, (onBlocks, signal) => this.#list(onBlocks, signal));
    const isClosed = reel.haves.length === 0;
    this.#works = new BlockWorks(
      directory,
      turns,
      isClosed ? new SheetBlocks(repository, directory, packs) : null,
      new PackedBlocks(repository, reel, directory),
    );
  }

  /** Its blocks, as they become known: the commits' first. */
  async *plan(taker: Taker<PeerId>): AsyncGenerator<PlanLine> {
    const lists = this.#listing.hold(taker);
    try {
      yield* lists.plan();
    } finally {
      this.#leave(lists);
    }
  }

  get objectFormat(): ObjectFormat {
    return this.reel.objectFormat;
  }

  /** Whether the objects' lists are here, so that `room` is known. */
  get isListed(): boolean {
    return this.#listing.isDone;
  }

  /** Whether it can go on producing for those who would have `repository` produce it. */
  canStay({ gitDir }: Repository): boolean {
    return gitDir === this.#repository.gitDir || this.isBusy;
  }

  /** What it takes on disk. */
  get room(): Room {
    return addRooms([this.#folder, this.#works.room]);
  }

  /** Somebody waits for it at this moment. */
  get isBusy(): boolean {
    return this.#listing.isWaitedFor || this.#works.isBusy;
  }

  /** Every block of it is here. */
  get isWhole(): boolean {
    return this.#listing.isDone && this.#plan.every((block) => this.isReady(block));
  }

  has({ strip }: Block): boolean {
    return strip < stripCount(this.reel.layout);
  }

  isReady(block: Block): boolean {
    return this.#works.isReady(block);
  }

  /** Makes the block, or takes it from the cache. */
  async block(block: Block, taker: Taker<PeerId>): Promise<BlockBytes> {
    const lists = this.#listing.hold(taker);
    try {
      await lists.untilListed(block);
      const bytes = await this.#works.block(block, taker);
      if (bytes.size > LIMITS.blockBytes) throw new TooLargeToGiveError(this.#repository.path);
      return bytes;
    } finally {
      this.#leave(lists);
    }
  }

  /** Makes all of it. */
  async prepare(taker: Taker<PeerId>): Promise<void> {
    const lists = this.#listing.hold(taker);
    try {
      await lists.all;
      await this.#works.makeAll(taker);
    } finally {
      this.#leave(lists);
    }
  }

  #leave(lists: Disposable): void {
    lists[Symbol.dispose]();
    this.#onLeft();
  }

  /** Lets go of blocks until it takes so many bytes less. */
  shrink(bytes: number): Promise<void> {
    return this.#works.shrink(bytes);
  }

  /** Ends what is under way. The files stay. */
  [Symbol.dispose](): void {
    this.#listing[Symbol.dispose]();
    this.#works[Symbol.dispose]();
  }

  async #list(
    onBlocks: (blocks: readonly Block[]) => void,
    signal: AbortSignal,
  ): Promise<readonly Block[]> {
    this.#works.reset();
    const known = await readPlan(this.#directory);
    if (known !== null) {
      await removeUnfinished(this.#directory);
      await utimes(this.#directory, new Date(), new Date());
      this.#works.expect(known);
      this.#plan = known;
      this.#folder = await roomOfFolder(this.#directory);
      return known;
    }
    await removeFolder(this.#directory);
    await mkdir(this.#directory, { recursive: true });
    const early: Block[] = [];
    const hear = (blocks: readonly Block[]) => {
      early.push(...blocks);
      this.#works.expect(blocks);
      onBlocks(blocks);
    };
    try {
      const others = await partition(this.#repository, this.reel, this.#directory, hear, signal);
      this.#works.expect(others);
      this.#plan = [...early, ...others];
      await writePlan(this.#directory, this.#plan);
      // Blocks that are made already are counted with all that are made.
      this.#folder = await roomOfLists(this.#directory);
      return others;
    } catch (error) {
      // Half a listing is of no use.
      await removeFolder(this.#directory);
      throw error;
    }
  }
}
