import { type Block, formatBlock } from '../../shared/gtp/reel.ts';
import type { PartialBlock } from '../asking/block-source.ts';
import type { ReceivedReel } from '../quarantine/received-reel.ts';
import type { Condition } from '../waiting/condition.ts';
import { pause } from '../waiting/pause.ts';
import { Arrival } from './arrival.ts';
import type { Ask, BlockBoard } from './block-board.ts';
import type { Progress } from './progress.ts';
import type { Supplier, Suppliers } from './suppliers.ts';

/** After how long a peer is asked again that was busy with others, in milliseconds. */
const BUSY_PAUSE = 300;

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
  accept(supplier: Supplier, part: PartialBlock, signal: AbortSignal): Promise<void>;
  /** Nothing more is taken from this supplier. */
  fail(supplier: Supplier, error: unknown): void;
}

/** Takes block after block from one peer, one at a time. */
export class Lane {
  readonly #parts: LaneParts;
  readonly #supplier: Supplier;
  readonly #signal: AbortSignal;

  /** @param signal aborts when nothing more is to be taken from anybody */
  constructor(parts: LaneParts, supplier: Supplier, signal: AbortSignal) {
    this.#parts = parts;
    this.#supplier = supplier;
    this.#signal = AbortSignal.any([signal, supplier.abort.signal]);
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
      most: this.#supplier.choice,
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
    await this.#bring((arrival, signal) => {
      arrival.adopt(part);
      return source.resume(part, size, arrival, signal);
    });
    return true;
  }

  async #bringOneOf(ask: Ask): Promise<void> {
    // Others may take what this one does not bring.
    const release = () => {
      ask[Symbol.dispose]();
      this.#parts.work.notifyAll();
    };
    let isBrought: boolean;
    try {
      isBrought = await this.#bring(
        (arrival, signal) => this.#supplier.source.next(ask.blocks, arrival, signal),
        release,
      );
    } finally {
      release();
    }
    if (!isBrought) await pause(BUSY_PAUSE * (0.5 + Math.random()), this.#signal);
  }

  /**
   * @param onChosen called when the peer has said which block comes
   * @returns whether a block has come
   */
  async #bring(
    download: (arrival: Arrival, signal: AbortSignal) => Promise<PartialBlock | null>,
    onChosen: () => void = () => {},
  ): Promise<boolean> {
    const { board, received, progress, races, numberOf, accept } = this.#parts;
    const { id } = this.#supplier;
    const arrival = new Arrival({
      onBytes: (bytes) => progress.received(id, bytes),
      begin: (block, checksum) => {
        const isWanted = board.begin(block, id);
        onChosen();
        return isWanted ? received.newPart(block, checksum, id) : null;
      },
      restart: (block, checksum) => received.newPart(block, checksum, id),
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
    try {
      const part = await download(arrival, AbortSignal.any([this.#signal, race.signal]));
      if (part === null) return false;
      await accept(this.#supplier, part, this.#signal);
      return true;
    } catch (error) {
      if (race.signal.aborted && !this.#signal.aborted) return true;
      throw error;
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
    if (board.isFinished(part.block) || suppliers.isDropped(id)) await received.dropPart(part);
    else received.returnPart(part);
    work.notifyAll();
  }
}
