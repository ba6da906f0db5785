import type { LimitFunction } from 'p-limit';
import { Alarm } from '../waiting/alarm.ts';
import type { BackOffOptions } from '../waiting/back-off.ts';
import { Pace } from '../waiting/pace.ts';

export interface RenewalParts {
  /** Shared with others of its kind. */
  readonly limit: LimitFunction;
  /** When what failed is tried again, in milliseconds. */
  readonly retry: BackOffOptions;
  /** Does it, as things are then. */
  readonly work: (signal: AbortSignal) => Promise<void>;
  /** It is done, or, with an error, has failed. */
  readonly onEnd: (error: unknown) => void;
}

/**
 * Does something anew whenever what it is done for has changed. However often that is, it is under way once and follows
 * once more; what failed is tried again at a pace, also when something has changed. While nothing changes, it does
 * nothing at all.
 */
export class Renewal implements AsyncDisposable {
  readonly #parts: RenewalParts;
  readonly #pace: Pace;
  readonly #retry = new Alarm(() => {
    this.#failed = null;
    this.#begin();
  });
  readonly #abort = new AbortController();
  #wanted: string | null = null;
  #done: string | null = null;
  #failed: string | null = null;
  #running: Promise<void> | null = null;

  constructor(parts: RenewalParts) {
    this.#parts = parts;
    this.#pace = new Pace(parts.retry);
  }

  /** @param wanted what it is to be done for, as a word; null: for nothing any more */
  want(wanted: string | null): void {
    this.#wanted = wanted;
    this.#begin();
  }

  /** There is reason to think that what failed would not fail now. */
  retry(): void {
    if (this.#failed === null) return;
    this.#failed = null;
    this.#pace.forgive();
    this.#begin();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    this.#retry[Symbol.dispose]();
    await this.#running;
  }

  #begin(): void {
    const wanted = this.#wanted;
    if (wanted === null || this.#running !== null || this.#abort.signal.aborted) return;
    if (wanted === this.#done || wanted === this.#failed) return;
    const wait = this.#failed === null ? 0 : this.#pace.hurry();
    if (wait > 0) {
      this.#retry.ringIn(wait);
      return;
    }
    this.#retry.stop();
    this.#running = this.#parts
      .limit(() => this.#work(wanted))
      .finally(() => {
        this.#running = null;
        // What changed meanwhile comes next.
        this.#begin();
      });
  }

  async #work(wanted: string): Promise<void> {
    const { signal } = this.#abort;
    try {
      signal.throwIfAborted();
      await this.#parts.work(signal);
      this.#done = wanted;
      this.#failed = null;
      this.#pace.forgive();
      this.#parts.onEnd(null);
    } catch (error) {
      if (signal.aborted) return;
      this.#failed = wanted;
      this.#parts.onEnd(error);
      this.#retry.ringIn(this.#pace.ended());
    }
  }
}
