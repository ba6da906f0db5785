import { deferred } from './deferred.ts';
import type { FairTurns } from './fair-turns.ts';

/** Somebody for whom a work is done, as long as the signal does not abort. */
export interface Taker<K> {
  readonly peer: K;
  readonly signal: AbortSignal;
}

/** A place among those who wait for a work; left by disposing of it, and when its taker's signal aborts. */
export interface Place<T> extends Disposable {
  /** What the work comes to; fails with the signal's reason when that aborts. */
  readonly result: Promise<T>;
}

/**
 * A work for all who wait for it: it begins when the first of them has come and it is their turn, and is
 * ended when the last of them leaves. Then, and when it fails, another one is to be made.
 */
export class SharedWork<K, T> {
  readonly #takers = new Set<Taker<K>>();
  readonly #abort = new AbortController();
  readonly #begin: () => Promise<T>;
  #result: Promise<T> | null = null;
  #isDone = false;

  /** @param work ends early when its signal aborts */
  constructor(turns: FairTurns<K>, work: (signal: AbortSignal) => Promise<T>) {
    const { signal } = this.#abort;
    const owners = () => [...this.#takers].map(({ peer }) => peer);
    this.#begin = () => turns.take(owners, signal, () => work(signal));
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  /** It was given up, or was ended. */
  get isOver(): boolean {
    return this.#abort.signal.aborted;
  }

  get isWaitedFor(): boolean {
    return this.#takers.size > 0;
  }

  join({ peer, signal }: Taker<K>): Place<T> {
    signal.throwIfAborted();
    const taker = { peer, signal };
    this.#takers.add(taker);
    const gone = deferred<never>();
    const leave = () => {
      signal.removeEventListener('abort', leave);
      if (!this.#takers.delete(taker)) return;
      gone.reject(signal.reason);
      if (this.#takers.size === 0 && !this.#isDone) this.end();
    };
    signal.addEventListener('abort', leave, { once: true });
    const result = Promise.race([this.#run(), gone.promise]);
    // Whoever leaves need not hear of it.
    result.catch(() => {});
    return { result, [Symbol.dispose]: leave };
  }

  /** Ends it, whoever waits. */
  end(): void {
    this.#abort.abort();
  }

  #run(): Promise<T> {
    if (this.#result !== null) return this.#result;
    this.#result = this.#begin();
    this.#result.then(
      () => {
        this.#isDone = true;
      },
      () => this.end(),
    );
    return this.#result;
  }
}
