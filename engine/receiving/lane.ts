import { type Block, formatBlock } from '../../shared/gtp/reel.ts';
import type { AskOptions } from '../asking/block-source.ts';
import type { PartialBlock } from '../asking/partial-block.ts';
import type { ReceivedReel, WholeBlock } from '../quarantine/received-reel.ts';
import type { Condition } from '../waiting/condition.ts';
import { pause } from '../waiting/pause.ts';
import { Arrival } from './arrival.ts';
import type { Ask, BlockBoard } from './block-board.ts';
import type { Progress } from './progress.ts';
import { runLength } from './run-length.ts';
import type { Supplier, Suppliers } from './suppliers.ts';

/** After how long a peer is asked again that was busy with others, in milliseconds. */
const BUSY_PAUSE = 300;

/** The most where others give, too. */
const SHARED_RUN = 2;

interface BringEvents {
  /** A block comes. @param isWanted whether nobody else has brought it */
  onBegun(isWanted: boolean): void;
  onComplete(): void;
}

const NOBODY: BringEvents = { onBegun: () => {}, onComplete: () => {} };

/** Who is busy with each block: they may stop when it is here. */
export class Races {
  readonly #races = new Map<string, Set<AbortController>>();

  /** @returns what leaves it again */
  enter(block: Block, racer: AbortController): () => void {
    const key = formatBlock(block);
    const racers = this.#races.get(key) ?? new Set();
    this.#races.set(key, racers.add(racer));
    return () => {
      racers.delete(racer);
      if (racers.size === 0) this.#races.delete(key);
    };
  }

  end(block: Block): void {
    for (const racer of this.#races.get(formatBlock(block)) ?? []) racer.abort();
  }
}

export interface LaneParts {
  readonly board: BlockBoard;
  readonly received: ReceivedReel;
  readonly suppliers: Suppliers;
  readonly progress: Progress;
  readonly races: Races;
  /** The number of a block in the progress. */
  numberOf(block: Block): number;
  /** There may be more to do. */
  readonly work: Condition;
  /** A block has come in full. */
  arrived(supplier: Supplier, whole: WholeBlock): Promise<void>;
  /** Whether a block's index is to come with it from this supplier. */
  wantsIndexes(supplier: Supplier): boolean;
  /** Nothing more is taken from this supplier. */
  fail(supplier: Supplier, error: unknown): void;
}

/** Takes block after block from one peer, one at a time. */
export class Lane {
  readonly #parts: LaneParts;
  readonly #supplier: Supplier;
  readonly #signal: AbortSignal;
  /** How many blocks it is offered to choose from, or to send in one run. */
  #most: number;

  /** @param signal aborts when nothing more is to be taken from anybody */
  constructor(parts: LaneParts, supplier: Supplier, signal: AbortSignal) {
    this.#parts = parts;
    this.#supplier = supplier;
    this.#signal = AbortSignal.any([signal, supplier.abort.signal]);
    this.#most = supplier.choice;
  }

  /** Settles when the supplier has failed, or all is here. Never throws. */
  async run(): Promise<void> {
    const { work, fail } = this.#parts;
    while (!this.#signal.aborted) {
      const { changed } = work;
      try {
        if (await this.#goOn()) continue;
        const ask = this.#ask();
        if (ask === null) await changed;
        else await this.#bringOneOf(ask);
      } catch (error) {
        if (!this.#signal.aborted) fail(this.#supplier, error);
      }
    }
  }

  #ask(): Ask | null {
    const { board, suppliers } = this.#parts;
    return board.ask(this.#supplier.id, {
      canGive: (block) => this.#supplier.canGive(block),
      rarity: (block) => suppliers.rarity(block, this.#supplier),
      // What is kept from others is little where there are any.
      most: suppliers.isAlone(this.#supplier) ? this.#most : Math.min(this.#most, SHARED_RUN),
    });
  }

  /** Finishes a block of which a part is here. @returns false if there is none that this peer can give */
  async #goOn(): Promise<boolean> {
    const { received, board, progress } = this.#parts;
    const { id, source } = this.#supplier;
    const kept = await received.takePart(
      (block) => board.isMissing(block) && this.#supplier.canGive(block),
    );
    if (kept === null) return false;
    const { part, size, isKept } = kept;
    if (!board.begin(part.block, id)) {
      received.returnPart(part);
      return false;
    }
    if (isKept) progress.kept(size);
    await this.#bring((arrival, options) => {
      arrival.adopt(part);
      return source.resume(part, size, arrival, options);
    });
    return true;
  }

  async #bringOneOf(ask: Ask): Promise<void> {
    const { suppliers } = this.#parts;
    const { source, runs } = this.#supplier;
    // Others may take what this one does not bring.
    const release = () => {
      ask[Symbol.dispose]();
      this.#parts.work.notifyAll();
    };
    const began = performance.now();
    let count = 0;
    let isWanted = true;
    try {
      await this.#bring(
        async (arrival, options) => {
          if (runs) await source.run(ask.blocks, arrival, options);
          else await source.next(ask.blocks, arrival, options);
        },
        {
          // Of several that it could choose from, it has chosen one.
          onBegun: (isOfUse) => {
            isWanted &&= isOfUse;
            if (!runs) release();
          },
          onComplete: () => {
            count += 1;
          },
        },
      );
    } finally {
      release();
    }
    if (runs) this.#most = runLength(ask.blocks.length, count, performance.now() - began);
    // It sends fewer than it is asked for where others ask, too.
    if (runs && isWanted && count > 0 && count < ask.blocks.length) suppliers.noteOthers();
    if (count === 0) await pause(BUSY_PAUSE * (0.5 + Math.random()), this.#signal);
  }

  async #bring(
    download: (arrival: Arrival, options: AskOptions) => Promise<void>,
    { onBegun, onComplete }: BringEvents = NOBODY,
  ): Promise<void> {
    const { board, received, progress, races, numberOf, arrived, wantsIndexes } = this.#parts;
    const { id } = this.#supplier;
    const arrival = new Arrival({
      onBytes: (bytes) => progress.received(id, bytes),
      begin: (block, checksum) => {
        const isWanted = board.begin(block, id);
        onBegun(isWanted);
        return isWanted ? received.newPart(block, checksum, id) : null;
      },
      restart: (block, checksum) => received.newPart(block, checksum, id),
      complete: async (part, index) => {
        onComplete();
        if (!board.arrived(part.block, id)) return received.dropPart(part);
        await arrived(this.#supplier, await received.keepWhole(part, index));
      },
    });
    const race = new AbortController();
    const leaveRace = arrival.onBlock((block) => {
      const leave = races.enter(block, race);
      const hasCome = progress.comes(numberOf(block), id);
      return () => {
        leave();
        hasCome();
      };
    });
    const signal = AbortSignal.any([this.#signal, race.signal]);
    try {
      await download(arrival, { indexes: wantsIndexes(this.#supplier), signal });
    } catch (error) {
      if (!race.signal.aborted || this.#signal.aborted) throw error;
    } finally {
      leaveRace();
      if (arrival.part !== null) await this.#putAside(arrival.part);
    }
  }

  /** What has arrived of a block that did not come in full is kept for whoever brings it next. */
  async #putAside(part: PartialBlock): Promise<void> {
    const { board, received, suppliers, work } = this.#parts;
    const { id } = this.#supplier;
    board.giveUp(part.block, id);
    if (board.isHere(part.block) || suppliers.isDropped(id)) await received.dropPart(part);
    else received.returnPart(part);
    work.notifyAll();
  }
}
