import { rm } from 'node:fs/promises';
import { type Block, formatBlock } from '../../shared/gtp/reel.ts';
import type { PeerId } from '../../shared/ids.ts';
import { DiskFullError, explainDiskFull } from '../errors/interruptions.ts';
import { Alarm } from '../waiting/alarm.ts';
import { type Deferred, deferred } from '../waiting/deferred.ts';
import type { FairTurns } from '../waiting/fair-turns.ts';
import { SharedWork, type Taker } from '../waiting/shared-work.ts';
import type { BlockBytes } from './block-giver.ts';
import { MadeBlocks } from './made-blocks.ts';
import type { PackedBlocks } from './packed-blocks.ts';
import { filesIn, NO_ROOM, type Room, roomOf } from './reel-folder.ts';
import { batchesOf } from './sheets/batches.ts';
import type { SheetBlocks } from './sheets/sheet-blocks.ts';

/** Blocks that are spared when room is needed: they may be on their way to somebody. */
const RECENT_BLOCKS = 8;
/** How long blocks are made ahead after one was asked for, in milliseconds. */
const AHEAD = 2_000;
/** After so many failures, git packs each block by itself: it finds a way, or says what is wrong. */
const MOST_FAILURES = 2;
/** How often a block is made that is gone again when it is wanted, or that could not be made of ranges. */
const ATTEMPTS = MOST_FAILURES + 2;

/** Blocks that are made together. */
interface Batch {
  readonly blocks: readonly Block[];
  /** Made of ranges; else git packs them. */
  readonly areSheets: boolean;
  work: SharedWork<PeerId, void> | null;
  /** Settles when nothing that was given up still writes what it had begun. */
  cleared: Promise<void>;
}

/**
 * The blocks of a reel that are made for those who wait for them, and those that were: each once, however many
 * ask for it at the same time.
 */
export class BlockWorks implements Disposable {
  readonly #directory: string;
  readonly #turns: FairTurns<PeerId>;
  /** Null for a reel with haves: its deltas build on what is not in it. */
  readonly #sheets: SheetBlocks | null;
  readonly #packed: PackedBlocks;
  readonly #made = new MadeBlocks();
  readonly #batches: Batch[] = [];
  readonly #batchOf = new Map<string, Batch>();
  readonly #singles = new Map<string, Batch>();
  readonly #awaited = new Map<string, Deferred<void>>();
  /** Ends what is made ahead. */
  #ahead = new AbortController();
  readonly #aheadOf = new Set<Batch>();
  readonly #rest = new Alarm(() => this.#leaveOff());
  #failures = 0;

  /** @param directory of the reel */
  constructor(
    directory: string,
    turns: FairTurns<PeerId>,
    sheets: SheetBlocks | null,
    packed: PackedBlocks,
  ) {
    this.#directory = directory;
    this.#turns = turns;
    this.#sheets = sheets;
    this.#packed = packed;
  }

  /** More blocks of the plan: those that will be asked for. */
  expect(blocks: readonly Block[]): void {
    if (this.#sheets === null) return;
    for (const some of batchesOf(blocks)) {
      const batch: Batch = {
        blocks: some,
        areSheets: true,
        work: null,
        cleared: Promise.resolve(),
      };
      this.#batches.push(batch);
      for (const block of some) this.#batchOf.set(formatBlock(block), batch);
    }
  }

  /** The lists are made anew, in an empty folder. */
  reset(): void {
    this.#end();
    for (const known of [this.#made, this.#batchOf, this.#singles]) known.clear();
    this.#batches.length = 0;
  }

  /** What has been made takes this on disk. */
  get room(): Room {
    return this.#made.room;
  }

  /** Somebody waits for it, or did a moment ago. */
  get isBusy(): boolean {
    return [...this.#batches, ...this.#singles.values()].some(isWaitedFor);
  }

  isReady(block: Block): boolean {
    return this.#made.has(formatBlock(block));
  }

  /** Makes the block, or takes what was made before. What fails is tried again when next asked for. */
  async block(block: Block, taker: Taker<PeerId>): Promise<BlockBytes> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (!this.isReady(block)) await this.#make(block, taker);
      this.#goAhead(block, taker.peer);
      const bytes = await this.#find(block);
      if (bytes !== null) return bytes;
      // git has put its packs together meanwhile, and what it is made of is gone.
      this.#made.delete(formatBlock(block));
    }
    throw new RangeError('a block that is gone whenever it is made');
  }

  /** Makes all blocks that are made of ranges. */
  async makeAll(taker: Taker<PeerId>): Promise<void> {
    for (const batch of this.#batches) {
      if (batch.blocks.every((block) => this.isReady(block))) continue;
      const place = this.#workOf(batch).join(taker);
      try {
        await place.result;
      } finally {
        place[Symbol.dispose]();
      }
    }
  }

  /** Lets go of what was made longest ago, but for the last few, until it takes `bytes` less. */
  async shrink(bytes: number): Promise<void> {
    let left = bytes;
    for (const [name, { block, room }] of [...this.#made].slice(0, -RECENT_BLOCKS)) {
      if (left <= 0) return;
      const batches = [this.#batchOf.get(name), this.#singles.get(name)];
      if (batches.some((batch) => batch !== undefined && isWaitedFor(batch))) continue;
      left -= room.bytes;
      this.#made.delete(name);
      await Promise.all(this.#filesOf(block).map((path) => rm(path, { force: true })));
    }
  }

  /** Ends what is under way. The files stay. */
  [Symbol.dispose](): void {
    this.#rest[Symbol.dispose]();
    this.#packed[Symbol.dispose]();
    this.#end();
  }

  #end(): void {
    for (const { work } of [...this.#batches, ...this.#singles.values()]) {
      if (work !== null && !work.isDone) work.end();
    }
  }

  async #make(block: Block, taker: Taker<PeerId>): Promise<void> {
    const batch = this.#batchFor(block);
    const work = this.#workOf(batch);
    const made = this.#awaited.get(formatBlock(block)) ?? deferred();
    this.#awaited.set(formatBlock(block), made);
    const place = work.join(taker);
    if (batch.areSheets) this.#stay(batch, taker.peer);
    try {
      await Promise.race([made.promise, place.result]);
    } catch (error) {
      const failure = explainDiskFull(error);
      const isFinal = !batch.areSheets || taker.signal.aborted || failure instanceof DiskFullError;
      if (isFinal) throw failure;
    } finally {
      place[Symbol.dispose]();
    }
  }

  /** Those that are made with it. */
  #batchFor(block: Block): Batch {
    const name = formatBlock(block);
    const areSheets = this.#sheets !== null && this.#failures < MOST_FAILURES;
    const planned = this.#batchOf.get(name);
    if (areSheets && planned !== undefined) return planned;
    const single = this.#singles.get(name);
    // Others may cut strips in other places: such blocks are made by themselves.
    if (single?.areSheets === areSheets) return single;
    const batch: Batch = { blocks: [block], areSheets, work: null, cleared: Promise.resolve() };
    this.#singles.set(name, batch);
    return batch;
  }

  #workOf(batch: Batch): SharedWork<PeerId, void> {
    if (batch.work === null || batch.work.isOver || batch.work.isDone) {
      const before = batch.cleared;
      batch.work = new SharedWork(this.#turns, async (signal) => {
        await before;
        const producing = this.#produce(batch, signal);
        batch.cleared = producing.catch(() => {});
        await producing;
      });
    }
    return batch.work;
  }

  async #produce({ blocks, areSheets }: Batch, signal: AbortSignal): Promise<void> {
    const maker = areSheets ? this.#sheets : this.#packed;
    const missing: Block[] = [];
    const files = await filesIn(this.#directory);
    for (const block of blocks) {
      const isThere = this.#filesOf(block).some((path) => files.has(path));
      if (!isThere || (await this.#find(block)) === null) missing.push(block);
      // Found: of an earlier run, and counted with its folder.
      else this.#tell(block, this.#made.get(formatBlock(block))?.room ?? NO_ROOM);
    }
    if (maker === null || missing.length === 0) return;
    const tell = async (block: Block) => this.#tell(block, await roomOf(maker.filesOf(block)));
    try {
      await maker.make(missing, tell, signal);
    } catch (error) {
      const isFull = explainDiskFull(error) instanceof DiskFullError;
      if (areSheets && !signal.aborted && !isFull) this.#failures += 1;
      throw error;
    }
  }

  #tell(block: Block, room: Room): void {
    const name = formatBlock(block);
    this.#made.set(name, { block, room });
    this.#singles.delete(name);
    this.#awaited.get(name)?.resolve();
    this.#awaited.delete(name);
  }

  async #find(block: Block): Promise<BlockBytes | null> {
    return (await this.#sheets?.find(block)) ?? this.#packed.find(block);
  }

  #filesOf(block: Block): string[] {
    return [this.#sheets, this.#packed].flatMap((maker) => maker?.filesOf(block) ?? []);
  }

  /** While one block is sent, the next ones are made. */
  #goAhead(block: Block, peer: PeerId): void {
    const batch = this.#batchOf.get(formatBlock(block));
    if (batch === undefined || this.#aheadOf.size > 0 || this.#failures >= MOST_FAILURES) return;
    const from = this.#batches.indexOf(batch);
    const next = [...this.#batches.slice(from), ...this.#batches.slice(0, from)].find(
      ({ blocks }) => blocks.some((each) => !this.isReady(each)),
    );
    if (next !== undefined) this.#stay(next, peer);
  }

  /** The batch is gone on with for a while, also when those who wait for one of its blocks have it. */
  #stay(batch: Batch, peer: PeerId): void {
    this.#rest.stop();
    this.#rest.ringIn(AHEAD);
    if (this.#aheadOf.has(batch)) return;
    this.#aheadOf.add(batch);
    const place = this.#workOf(batch).join({ peer, signal: this.#ahead.signal });
    const leave = () => {
      place[Symbol.dispose]();
      this.#aheadOf.delete(batch);
    };
    place.result.then(leave, leave);
  }

  #leaveOff(): void {
    this.#ahead.abort();
    this.#ahead = new AbortController();
  }
}

function isWaitedFor({ work }: Batch): boolean {
  return work?.isWaitedFor ?? false;
}
