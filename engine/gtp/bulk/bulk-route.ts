import type { Socket } from 'node:net';
import { BackOff } from '../../waiting/back-off.ts';
import { pause } from '../../waiting/pause.ts';
import type { Tally } from '../floods/tally.ts';
import { BulkCaller } from './bulk-caller.ts';

/** How long dialling may take, in milliseconds. */
const TIMEOUT = 1_000;
/** How long a request waits for a dial before it takes the other way, in milliseconds. */
const WAIT = 500;
/** How long none is dialled after a failure, or after one broke, in milliseconds. */
const AFTER_FAILURE = { first: 15_000, most: 600_000, steadyAfter: 10_000 };

/** Opens a connection for bulk to one proven peer; null while it is not known where to dial it. */
export type BulkDial = (signal: AbortSignal) => Promise<Socket> | null;

/** The way to a peer for bulk: one connection, dialled when it is needed, if it can be. */
export class BulkRoute implements Disposable {
  readonly #dial: BulkDial;
  readonly #tally: Tally;
  readonly #over = new AbortController();
  readonly #afterFailure = new BackOff(AFTER_FAILURE);
  #caller: BulkCaller | null = null;
  #opening: { readonly caller: Promise<BulkCaller | null>; readonly since: number } | null = null;
  #notBefore = Number.NEGATIVE_INFINITY;
  /** What came over those that have ended. */
  #receivedBefore = 0;

  constructor(dial: BulkDial, tally: Tally) {
    this.#dial = dial;
    this.#tally = tally;
  }

  get bytesReceived(): number {
    return this.#receivedBefore + (this.#caller?.bytesReceived ?? 0);
  }

  /** The connection; null if there is none, and none in a moment. */
  async caller(): Promise<BulkCaller | null> {
    if (this.#caller !== null && !this.#caller.isClosed) return this.#caller;
    const now = performance.now();
    if (this.#over.signal.aborted || now < this.#notBefore) return null;
    this.#opening ??= { caller: this.#opened(), since: now };
    const { caller, since } = this.#opening;
    const decided = new AbortController();
    try {
      const late = pause(since + WAIT - now, decided.signal).then(() => null);
      return await Promise.race([caller, late]);
    } finally {
      decided.abort();
    }
  }

  [Symbol.dispose](): void {
    this.#over.abort();
    this.#caller?.[Symbol.dispose]();
  }

  async #opened(): Promise<BulkCaller | null> {
    return this.#open().finally(() => {
      this.#opening = null;
    });
  }

  async #open(): Promise<BulkCaller | null> {
    const dialling = new AbortController();
    const timer = setTimeout(() => dialling.abort(), TIMEOUT).unref();
    const signal = AbortSignal.any([this.#over.signal, dialling.signal]);
    try {
      const socket = this.#dial(signal);
      if (socket === null) return null;
      const caller = new BulkCaller(await socket, this.#tally);
      this.#caller = caller;
      this.#afterFailure.works();
      void caller.closed.then(() => this.#ended(caller));
      if (signal.aborted) caller[Symbol.dispose]();
      return caller.isClosed ? null : caller;
    } catch {
      this.#failed();
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  #ended(caller: BulkCaller): void {
    this.#receivedBefore += caller.bytesReceived;
    if (this.#caller === caller) this.#caller = null;
    if (caller.wasCut) this.#failed();
  }

  #failed(): void {
    this.#notBefore = performance.now() + this.#afterFailure.next();
  }
}
