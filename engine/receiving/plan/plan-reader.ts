import type { Block, Reel } from '../../../shared/gtp/reel.ts';
import { nameOfReel } from '../../reels/rules/reel-name.ts';
import type { Supplier } from '../suppliers.ts';

export interface PlanEvents {
  /** This supplier has told of these blocks. */
  heard(supplier: Supplier, blocks: readonly Block[]): void;
  /** Its plan is known in full. */
  read(supplier: Supplier): void;
  failed(supplier: Supplier, error: unknown): void;
}

/** Learns from everybody who has all of a reel of which blocks it is made. */
export class PlanReader {
  readonly #reel: Reel;
  readonly #events: PlanEvents;
  readonly #signal: AbortSignal;
  readonly #readings = new Set<Promise<void>>();

  constructor(reel: Reel, events: PlanEvents, signal: AbortSignal) {
    this.#reel = reel;
    this.#events = events;
    this.#signal = signal;
  }

  /** Settles when nothing is being read any more. */
  async ended(): Promise<void> {
    await Promise.all(this.#readings);
  }

  read(supplier: Supplier): void {
    const { copy, plan } = supplier;
    if (copy === null || plan === null) return;
    const signal = AbortSignal.any([this.#signal, supplier.abort.signal]);
    const hear = (blocks: readonly Block[]) => {
      plan.hear(blocks);
      if (!signal.aborted) this.#events.heard(supplier, blocks);
    };
    const reading = copy
      .readPlan(nameOfReel(this.#reel), hear, signal)
      .then(() => {
        plan.complete(this.#reel.layout);
        if (!signal.aborted) this.#events.read(supplier);
      })
      .catch((error: unknown) => {
        if (!signal.aborted) this.#events.failed(supplier, error);
      })
      .finally(() => this.#readings.delete(reading));
    this.#readings.add(reading);
  }
}
