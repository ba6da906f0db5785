import { availableParallelism } from 'node:os';
import { PeerFailure } from '../../errors/peer-failures.ts';
import type { ReceivedBlock } from '../../quarantine/received-reel.ts';
import { Alarm } from '../../waiting/alarm.ts';
import { type ArrivedBlock, type Checking, isTakenOnTrust, isThin } from './arrived-block.ts';
import { checkAlone } from './check-alone.ts';
import { type AsOneEvents, CheckAsOne } from './check-as-one.ts';
import { CheckQueue } from './check-queue.ts';
import { checkTogether } from './check-together.ts';

export interface CheckEvents extends Omit<AsOneEvents, 'done' | 'released'> {
  /** This block is in the quarantine. */
  taken(arrived: ArrivedBlock): void;
  /** This one is of no use. @param error why, and whose fault it is; null if nobody knows */
  refused(arrived: ArrivedBlock, error: unknown): void;
  /** Whether more than so many blocks are still to be checked, and nobody waits for them to be passed on. */
  isMoreComing(unchecked: number): boolean;
}

/**
 * Checks blocks that have come, while others come: where that is best, all of them as one; else as many works side by
 * side as there are cores, and many blocks as one, if more than a few have come.
 */
export class BlockChecks {
  readonly #checking: Checking;
  readonly #events: CheckEvents;
  readonly #signal: AbortSignal;
  readonly #asOne: CheckAsOne;
  readonly #waiting: CheckQueue<ArrivedBlock>;
  readonly #running = new Set<Promise<void>>();
  readonly #alarm = new Alarm(() => this.#start());
  /** How many blocks are being checked. */
  #beingChecked = 0;

  /** @param signal what waits is not checked any more */
  constructor(checking: Checking, events: CheckEvents, signal: AbortSignal) {
    this.#checking = checking;
    this.#events = events;
    this.#signal = signal;
    this.#asOne = new CheckAsOne(
      checking,
      {
        objects: () => events.objects(),
        areOthersReceiving: () => events.areOthersReceiving(),
        came: (arrived) => events.came(arrived),
        done: (arrived, received) => this.#keep(arrived, received),
        released: (arrived, size) => this.#enqueue(arrived, size),
      },
      signal,
    );
    this.#waiting = new CheckQueue(
      (arrived) => isThin(checking) || isTakenOnTrust(checking, arrived),
    );
  }

  /** @param size of the block, in bytes */
  add(arrived: ArrivedBlock, size: number): void {
    if (!this.#asOne.take(arrived, size)) this.#enqueue(arrived, size);
  }

  /** To be called when something has changed, and now and then. */
  look(): void {
    this.#asOne.look();
  }

  get isBusy(): boolean {
    return this.#asOne.isBusy || this.#running.size + this.#waiting.length > 0;
  }

  /** All has come, and git comes to its end with it. */
  get isEnding(): boolean {
    return this.#asOne.isEnding;
  }

  /** Settles when nothing is being checked any more. */
  async ended(): Promise<void> {
    await this.#asOne.ended();
    while (this.#running.size > 0) await Promise.all(this.#running);
    this.#alarm[Symbol.dispose]();
  }

  #enqueue(arrived: ArrivedBlock, size: number): void {
    this.#waiting.add(arrived, size);
    this.#start();
  }

  #start(): void {
    while (this.#waiting.length > 0 && this.#running.size < availableParallelism()) {
      if (this.#signal.aborted) return;
      const unchecked = this.#waiting.length + this.#beingChecked;
      const patience = this.#waiting.patience(this.#events.isMoreComing(unchecked));
      if (patience > 0) {
        this.#alarm.ringIn(patience);
        return;
      }
      const taken = this.#waiting.take(availableParallelism() - this.#running.size);
      this.#beingChecked += taken.length;
      const running = this.#check(taken).finally(() => {
        this.#beingChecked -= taken.length;
        this.#running.delete(running);
        this.#start();
      });
      this.#running.add(running);
    }
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
