import type { Block } from '../../shared/gtp/reel.ts';
import type { ReelName } from '../../shared/ids.ts';
import type { Supplier, Suppliers } from './suppliers.ts';

/** A plan of which nothing is heard for so many milliseconds is asked of somebody else as well. */
const SLOW_PLAN = 3_000;

export interface PlanEvents {
  /** These blocks are part of it. @throws ProtocolError */
  heard(blocks: readonly Block[]): void;
  /** It is known in full. */
  read(plan: readonly Block[]): Promise<void>;
  failed(supplier: Supplier, error: unknown): void;
}

/** Learns of which blocks a reel is made: from one that has all of it, and from the next one if that fails. */
export class PlanReader {
  readonly #name: ReelName;
  readonly #suppliers: Suppliers;
  readonly #events: PlanEvents;
  readonly #signal: AbortSignal;
  /** Who is asked. */
  readonly #readers = new Set<Supplier>();
  readonly #readings: Promise<void>[] = [];
  #isKnown = false;
  #heardAt = performance.now();

  constructor(name: ReelName, suppliers: Suppliers, events: PlanEvents, signal: AbortSignal) {
    this.#name = name;
    this.#suppliers = suppliers;
    this.#events = events;
    this.#signal = signal;
  }

  /** Nobody needs to be asked: an earlier attempt has read it. */
  skip(): void {
    this.#isKnown = true;
  }

  /** Somebody who may know it has come. */
  begin(): void {
    if (this.#readers.size === 0) this.#readFromNext();
  }

  /** Asks one more if nothing has been heard for long. */
  hurry(): void {
    if (performance.now() - this.#heardAt > SLOW_PLAN) this.#readFromNext();
  }

  /** Settles when nothing is being read any more. */
  async ended(): Promise<void> {
    await Promise.all(this.#readings);
  }

  #readFromNext(): void {
    if (this.#isKnown || this.#signal.aborted) return;
    const reader = this.#suppliers.whole().find((each) => !this.#readers.has(each));
    if (reader === undefined) return;
    this.#readers.add(reader);
    this.#heardAt = performance.now();
    const signal = AbortSignal.any([this.#signal, reader.abort.signal]);
    const plan: Block[] = [];
    const hear = (blocks: readonly Block[]) => {
      if (this.#isKnown) return;
      this.#heardAt = performance.now();
      plan.push(...blocks);
      this.#events.heard(blocks);
    };
    const reading = reader.copy
      .readPlan(this.#name, hear, signal)
      .then(async () => {
        if (this.#isKnown) return;
        this.#isKnown = true;
        await this.#events.read(plan);
      })
      .catch((error: unknown) => {
        this.#readers.delete(reader);
        if (!signal.aborted) this.#events.failed(reader, error);
        this.begin();
      });
    this.#readings.push(reading);
  }
}
