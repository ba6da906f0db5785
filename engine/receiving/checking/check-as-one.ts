import { GrowingPack } from '../../quarantine/growing-pack.ts';
import type { ReceivedBlock } from '../../quarantine/received-reel.ts';
import { Condition } from '../../waiting/condition.ts';
import { unlessAborted } from '../../waiting/unless-aborted.ts';
import { type ArrivedBlock, type Checking, isThin, packOf } from './arrived-block.ts';
import { passOn } from './pass-on.ts';
import { Stopwatch } from './stopwatch.ts';

/** What git holds in memory of one pack grows with its objects, some 150 bytes each. */
const MOST_OBJECTS = 1_000_000;
/** In bytes. */
const LARGEST = 4 * 1024 ** 3;
/**
 * A line on which git waits for the next block for most of the time, and for so many milliseconds, is so slow that
 * blocks are better checked while others come: of one pack, most is to be done at its end.
 */
const LONG_WAIT = 2_000;

export interface AsOneEvents {
  /** How many objects all blocks hold; null while that is not known, or peers say different things. */
  objects(): number | null;
  /** Whether others are on the way to the same, and want to have each block from here as soon as it is checked. */
  areOthersReceiving(): boolean;
  /** This block is here, and nothing more has to be done for it but to wait for the others. */
  came(arrived: ArrivedBlock): void;
  /** All of them are in the quarantine. */
  done(arrived: readonly ArrivedBlock[], received: readonly ReceivedBlock[]): Promise<void>;
  /** It is to be checked without the others. @param size in bytes */
  released(arrived: ArrivedBlock, size: number): void;
}

interface Waiting {
  readonly arrived: ArrivedBlock;
  readonly size: number;
}

/**
 * Checks all blocks of a reel as one pack, from when it is known how many objects that will hold: this takes the least
 * of the processor's time. Blocks are released where something is wrong with one, or where it is better not to wait
 * for all of them.
 */
export class CheckAsOne {
  readonly #checking: Checking;
  readonly #events: AsOneEvents;
  readonly #signal: AbortSignal;
  readonly #givenUp = new AbortController();
  readonly #news = new Condition();
  readonly #lifetime = new Stopwatch();
  readonly #idle = new Stopwatch();
  #waiting: Waiting[] = [];
  /** How many of these are in the pack. */
  #added = 0;
  /** How many objects the pack is to hold, and how many are in it; null before it is begun. */
  #pack: { readonly objects: number; added: number } | null = null;
  #isOver: boolean;
  #work: Promise<void> = Promise.resolve();

  /** @param signal nothing is of use any more */
  constructor(checking: Checking, events: AsOneEvents, signal: AbortSignal) {
    this.#checking = checking;
    this.#events = events;
    this.#signal = signal;
    const { reach, received } = checking;
    const isFresh = received.done.length === 0;
    const isLarge = received.definition.estimatedBytes > LARGEST;
    this.#isOver = isThin(checking) || reach.onTrust || !isFresh || isLarge;
  }

  /** Everything is in the pack, and git comes to its end with it. */
  get isEnding(): boolean {
    return !this.#isOver && this.#pack !== null && this.#pack.added === this.#pack.objects;
  }

  /** Whether git has something to do, and does not just wait for what is still to come. */
  get isBusy(): boolean {
    if (this.#isOver || this.#pack === null) return false;
    return this.isEnding || this.#added < this.#waiting.length;
  }

  /** @returns false if it is to be checked without the others */
  take(arrived: ArrivedBlock, size: number): boolean {
    if (this.#isOver) return false;
    this.#waiting.push({ arrived, size });
    this.#events.came(arrived);
    this.#news.notifyAll();
    this.look();
    return true;
  }

  /** To be called when something has changed, and now and then. */
  look(): void {
    if (this.#isOver || this.#signal.aborted) return;
    const objects = this.#events.objects();
    if (this.#isBetterAlone(objects)) this.#giveUp();
    else if (this.#pack === null && objects !== null) {
      this.#pack = { objects, added: 0 };
      this.#work = this.#check(this.#pack);
    }
  }

  /** Settles when nothing is being checked any more. */
  async ended(): Promise<void> {
    await this.#work;
  }

  #isBetterAlone(objects: number | null): boolean {
    const { added } = this.#pack ?? { added: 0 };
    const isMostDone = this.#pack !== null && added > this.#pack.objects / 2;
    if (!isMostDone && this.#checking.isOpen() && this.#events.areOthersReceiving()) return true;
    if (this.#pack === null) return objects !== null && objects > MOST_OBJECTS;
    if (objects !== this.#pack.objects) return true;
    const idle = this.#idle.elapsed;
    return !isMostDone && idle > LONG_WAIT && idle > this.#lifetime.elapsed / 2;
  }

  #giveUp(): void {
    this.#givenUp.abort();
    if (this.#pack === null) this.#release();
  }

  #release(): void {
    this.#isOver = true;
    const released = this.#waiting;
    this.#waiting = [];
    for (const { arrived, size } of released) this.#events.released(arrived, size);
  }

  async #check(pack: { readonly objects: number; added: number }): Promise<void> {
    const { reach, received } = this.#checking;
    const { objectFormat } = received.definition.reel;
    const signal = AbortSignal.any([this.#signal, this.#givenUp.signal]);
    this.#lifetime.start();
    try {
      const { quarantine } = reach;
      await using growing = await GrowingPack.begin(quarantine, objectFormat, pack.objects, signal);
      while (pack.added < pack.objects) {
        const { changed } = this.#news;
        const next = this.#waiting[this.#added];
        if (next === undefined) {
          this.#idle.start();
          await unlessAborted(changed, signal);
          this.#idle.stop();
          continue;
        }
        const { from, to } = next.arrived.whole.block;
        await growing.add(packOf(this.#checking, next.arrived), signal);
        this.#added += 1;
        pack.added += to - from;
      }
      await this.#keep(await growing.end(signal));
    } catch {
      // Whose fault it is shows when each is looked at alone.
      if (!this.#signal.aborted) this.#release();
    }
  }

  async #keep(checksum: string): Promise<void> {
    const arrived = this.#waiting.map((each) => each.arrived);
    const done: ReceivedBlock[] = [];
    for (const { whole, supplier } of arrived) {
      await passOn(this.#checking, whole, {
        ...{ packPath: whole.file, indexPath: null, isUnproven: true },
      });
      const peer = supplier?.id ?? whole.peer;
      done.push({ block: whole.block, checksum, peer, isChecked: true });
    }
    this.#isOver = true;
    await this.#events.done(arrived, done);
  }
}
