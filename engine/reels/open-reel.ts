import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type Block,
  formatBlock,
  type PlanLine,
  type Reel,
  stripCount,
} from '../../shared/gtp/reel.ts';
import type { ObjectFormat, PeerId, ReelName } from '../../shared/ids.ts';
import { TooLargeToGiveError } from '../errors/repositories.ts';
import { byteLines } from '../git/lines.ts';
import type { Repository } from '../git/open.ts';
import { readPackSummary } from '../git/pack-header.ts';
import { packObjects } from '../git/pack-objects.ts';
import { listEdges } from '../git/rev-list.ts';
import type { FairTurns } from '../waiting/fair-turns.ts';
import { SharedWork, type Taker } from '../waiting/shared-work.ts';
import { type BlockBytes, type BlockGiver, bytesOfBlockFile } from './block-giver.ts';
import { partition } from './listing/partition.ts';
import { StripLists } from './listing/strip-lists.ts';
import {
  addRooms,
  NO_ROOM,
  negative,
  type Room,
  readPlan,
  removeFolder,
  removeUnfinished,
  roomOf,
  roomOfFolder,
  UNFINISHED,
  writePlan,
} from './reel-folder.ts';
import { ReelListing } from './reel-listing.ts';
import { nameOfReel } from './rules/reel-name.ts';

const NEWLINE = Buffer.from('\n');
/** Blocks that are spared when room is needed: they may be on their way to somebody. */
const RECENT_BLOCKS = 8;

/** A block that is being built, or was. */
interface Build {
  readonly work: SharedWork<PeerId, BlockBytes>;
  /** What it takes beside what was in the folder before. */
  room: Room;
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
  readonly #turns: FairTurns<PeerId>;
  readonly #onLeft: () => void;
  readonly #listing: ReelListing;
  /** Those built longest ago first. */
  readonly #blocks = new Map<string, Build>();
  #plan: readonly Block[] = [];
  /** What the folder held when the lists were complete, and what has been built since. */
  #folder: Room = NO_ROOM;
  #built: Room = NO_ROOM;
  #edges: Promise<string> | null = null;
  readonly #over = new AbortController();
  #builds = 0;

  /**
   * @param turns in which this is done, over all reels
   * @param onLeft called when somebody has got what it waited for, or has given up
   */
  constructor(
    repository: Repository,
    reel: Reel,
    directory: string,
    turns: FairTurns<PeerId>,
    onLeft: () => void = () => {},
  ) {
    this.reel = reel;
    this.name = nameOfReel(reel);
    this.#repository = repository;
    this.#directory = directory;
    this.#turns = turns;
    this.#onLeft = onLeft;
    this.#listing = new ReelListing(turns, (onCommits, signal) => this.#list(onCommits, signal));
  }

  /** Its blocks, as they become known: the commits' first, then all others. */
  async *plan(taker: Taker<PeerId>): AsyncGenerator<PlanLine> {
    const lists = this.#listing.hold(taker);
    try {
      yield { blocks: await lists.commits, isLast: false };
      yield { blocks: await lists.others, isLast: true };
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
    return addRooms([this.#folder, this.#built]);
  }

  /** Somebody waits for it at this moment. */
  get isBusy(): boolean {
    return (
      this.#listing.isWaitedFor || [...this.#blocks.values()].some(({ work }) => work.isWaitedFor)
    );
  }

  /** Every block of it is here. */
  get isWhole(): boolean {
    return this.#listing.isDone && this.#plan.every((block) => this.isReady(block));
  }

  has({ strip }: Block): boolean {
    return strip < stripCount(this.reel.layout);
  }

  isReady(block: Block): boolean {
    return this.#blocks.get(formatBlock(block))?.work.isDone ?? false;
  }

  /** Builds the block, or takes it from the cache. A build that fails is tried again when next asked. */
  async block(block: Block, taker: Taker<PeerId>): Promise<BlockBytes> {
    const lists = this.#listing.hold(taker);
    try {
      const isCommits = block.strip < this.reel.layout.windows;
      await (isCommits ? lists.commits : lists.others);
      const place = this.#buildOf(block).work.join(taker);
      try {
        return await place.result;
      } finally {
        place[Symbol.dispose]();
      }
    } finally {
      this.#leave(lists);
    }
  }

  #leave(lists: Disposable): void {
    lists[Symbol.dispose]();
    this.#onLeft();
  }

  /** Lets go of the blocks that were built longest ago, but for the last few, until it has `bytes` less. */
  async shrink(bytes: number): Promise<void> {
    const built = [...this.#blocks].filter(([, { work }]) => work.isDone && !work.isWaitedFor);
    let left = bytes;
    for (const [name, build] of built.slice(0, -RECENT_BLOCKS)) {
      if (left <= 0) return;
      left -= build.room.bytes;
      this.#built = addRooms([this.#built, negative(build.room)]);
      this.#blocks.delete(name);
      const { packPath, indexPath } = this.#pathsOf(name);
      await Promise.all([packPath, indexPath].map((path) => rm(path, { force: true })));
    }
  }

  /** Ends what is under way. The files stay. */
  [Symbol.dispose](): void {
    this.#over.abort();
    this.#listing[Symbol.dispose]();
    for (const { work } of this.#blocks.values()) if (!work.isDone) work.end();
  }

  #buildOf(block: Block): Build {
    const name = formatBlock(block);
    const known = this.#blocks.get(name);
    if (known !== undefined && !known.work.isOver) return known;
    const build: Build = {
      room: NO_ROOM,
      work: new SharedWork(this.#turns, async (signal) => {
        const { packPath, indexPath } = this.#pathsOf(name);
        const cached = await readPackSummary(packPath, this.objectFormat).catch(() => null);
        const checksum =
          cached?.checksum ?? (await this.#build(block, { packPath, indexPath }, signal));
        const bytes = await bytesOfBlockFile({ packPath, indexPath, checksum });
        if (bytes.size > LIMITS.blockBytes) throw new TooLargeToGiveError(this.#repository.path);
        if (cached === null) build.room = await roomOf([packPath, indexPath]);
        this.#built = addRooms([this.#built, build.room]);
        return bytes;
      }),
    };
    this.#blocks.delete(name);
    this.#blocks.set(name, build);
    return build;
  }

  async #list(onCommits: (blocks: Block[]) => void, signal: AbortSignal): Promise<Block[]> {
    const known = await readPlan(this.#directory);
    if (known !== null) {
      await removeUnfinished(this.#directory);
      await utimes(this.#directory, new Date(), new Date());
      onCommits([]);
      await this.#listed(known);
      return known;
    }
    await removeFolder(this.#directory);
    await mkdir(this.#directory, { recursive: true });
    let commits: Block[] = [];
    const hear = (blocks: Block[]) => {
      commits = blocks;
      onCommits(blocks);
    };
    try {
      const others = await partition(this.#repository, this.reel, this.#directory, hear, signal);
      const blocks = [...commits, ...others];
      await writePlan(this.#directory, blocks);
      await this.#listed(blocks);
      return others;
    } catch (error) {
      // Half a listing is of no use.
      await removeFolder(this.#directory);
      throw error;
    }
  }

  async #listed(plan: readonly Block[]): Promise<void> {
    this.#plan = plan;
    this.#folder = await roomOfFolder(this.#directory);
  }

  #pathsOf(block: string) {
    const base = join(this.#directory, block);
    return { packPath: `${base}.pack`, indexPath: `${base}.idx` };
  }

  async #build(
    block: Block,
    paths: { packPath: string; indexPath: string },
    signal: AbortSignal,
  ): Promise<string> {
    signal.throwIfAborted();
    this.#builds += 1;
    const scratch = join(this.#directory, `${UNFINISHED}${this.#builds}`);
    try {
      await mkdir(scratch);
      const list = Readable.from(this.#listOf(block, await this.#preferredBases()));
      // git's own temporary files, too, stay out of the user's repository, and it does not always
      // remove them.
      const { gitDir, objectsDir } = this.#repository;
      const objects = { directory: scratch, alternates: [objectsDir] };
      const built = join(scratch, 'block');
      const checksum = await packObjects({ gitDir, objects }, list, built, signal);
      await rename(`${built}-${checksum}.idx`, paths.indexPath);
      // The pack last: it is what tells that the block is there.
      await rename(`${built}-${checksum}.pack`, paths.packPath);
      return checksum;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  /** The lines of a block, behind the bases. */
  async *#listOf({ strip, from, to }: Block, bases: string): AsyncGenerator<Buffer> {
    if (bases !== '') yield Buffer.from(bases);
    let position = 0;
    for await (const lines of byteLines(
      createReadStream(StripLists.path(this.#directory, strip)),
    )) {
      const chosen = lines.slice(Math.max(0, from - position), Math.max(0, to - position));
      position += lines.length;
      if (chosen.length > 0) yield Buffer.concat(chosen.flatMap((line) => [line, NEWLINE]));
      if (position >= to) return;
    }
  }

  /** Commits whose trees the receiver has: versions in them may be delta bases. */
  #preferredBases(): Promise<string> {
    if (this.reel.haves.length === 0) return Promise.resolve('');
    const range = { from: this.reel.wants, notFrom: this.reel.haves };
    this.#edges ??= listEdges(this.#repository, range, this.#over.signal).then((edges) =>
      edges.map((oid) => `-${oid}\n`).join(''),
    );
    return this.#edges;
  }
}
