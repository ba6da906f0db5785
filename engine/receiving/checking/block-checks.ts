import { availableParallelism } from 'node:os';
import { PeerFailure } from '../../errors/peer-failures.ts';
import type { ReceivedBlock } from '../../quarantine/received-reel.ts';
import { type ArrivedBlock, type Checking, isTakenOnTrust, isThin } from './arrived-block.ts';
import { checkAlone } from './check-alone.ts';
import { checkTogether } from './check-together.ts';

/** What is checked at once comes to so much, in bytes: until then, none of it can be passed on. */
const BATCH_BYTES = 24 * 1024 * 1024;

export interface CheckEvents {
  /** This block is in the quarantine. */
  taken(arrived: ArrivedBlock): void;
  /** This one is of no use. @param error why, and whose fault it is; null if nobody knows */
  refused(arrived: ArrivedBlock, error: unknown): void;
}

/**
 * Checks blocks that have come, while others come: as many works side by side as there are cores. What has come
 * by the time that one is free is checked as one: single blocks on a slow line, many on a fast one.
 */
export class BlockChecks {
  readonly #checking: Checking;
  readonly #events: CheckEvents;
  readonly #signal: AbortSignal;
  readonly #waiting: (ArrivedBlock & { readonly size: number })[] = [];
  readonly #running = new Set<Promise<void>>();

  /** @param signal what waits is not checked any more */
  constructor(checking: Checking, events: CheckEvents, signal: AbortSignal) {
    this.#checking = checking;
    this.#events = events;
    this.#signal = signal;
  }

  /** @param size of the block, in bytes */
  add(arrived: ArrivedBlock, size: number): void {
    this.#waiting.push({ ...arrived, size });
    this.#start();
  }

  /** Settles when nothing is being checked any more. */
  async ended(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #start(): void {
    while (this.#waiting.length > 0 && this.#running.size < availableParallelism()) {
      if (this.#signal.aborted) return;
      const running = this.#check(this.#take()).finally(() => {
        this.#running.delete(running);
        this.#start();
      });
      this.#running.add(running);
    }
  }

  /** The next ones to be checked as one: this one's share of what is waiting. */
  #take(): ArrivedBlock[] {
    const free = availableParallelism() - this.#running.size;
    const waiting = this.#waiting.reduce((sum, { size }) => sum + size, 0);
    const share = Math.min(waiting / free, BATCH_BYTES);
    const taken: ArrivedBlock[] = [];
    let bytes = 0;
    // An empty one is one, too.
    do {
      const [next] = this.#waiting;
      if (next === undefined || (taken.length > 0 && !this.#areAlike(next, taken[0]))) break;
      this.#waiting.shift();
      bytes += next.size;
      taken.push(next);
    } while (bytes < share);
    return taken;
  }

  #areAlike(one: ArrivedBlock, other: ArrivedBlock | undefined): boolean {
    const isAlone = (each: ArrivedBlock) =>
      isThin(this.#checking) || isTakenOnTrust(this.#checking, each);
    return other !== undefined && !isAlone(one) && !isAlone(other);
  }

  async #check(arrived: readonly ArrivedBlock[]): Promise<void> {
    if (arrived.length > 1) {
      try {
        const done = await checkTogether(this.#checking, arrived, this.#signal);
        if (done !== null) return await this.#keep(arrived, done);
      } catch (error) {
        for (const each of arrived) this.#events.refused(each, error);
        return;
      }
    }
    for (const each of arrived) await this.#checkAlone(each);
  }

  async #checkAlone(arrived: ArrivedBlock): Promise<void> {
    try {
      const done = await checkAlone(this.#checking, arrived, this.#signal);
      if (done !== null) return await this.#keep([arrived], [done]);
      await this.#checking.received.dropWhole(arrived.whole);
      this.#events.refused(arrived, null);
    } catch (error) {
      // What is damaged must not be gone on with; for anything else, it may be of use to the next attempt.
      if (error instanceof PeerFailure) await this.#checking.received.dropWhole(arrived.whole);
      this.#events.refused(arrived, error);
    }
  }

  async #keep(arrived: readonly ArrivedBlock[], done: readonly ReceivedBlock[]): Promise<void> {
    const { received } = this.#checking;
    await received.addDone(...done);
    for (const each of arrived) {
      await received.dropWhole(each.whole);
      this.#events.taken(each);
    }
  }
}
