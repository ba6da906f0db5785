import pLimit, { type LimitFunction } from 'p-limit';
import type { RefUpdate, Transfer, TransferPhase, TransferResult } from '../../shared/api/state.ts';
import { asShoalError, CancelledError } from '../../shared/errors.ts';
import type { TransferId } from '../../shared/ids.ts';
import { Progress } from './progress.ts';

/** Ended transfers kept for the list. */
const MAX_ENDED = 50;

type Description = Pick<Transfer, 'id' | 'kind' | 'swarm' | 'name' | 'path'>;

interface Entry {
  readonly description: Description;
  readonly startedAt: number;
  readonly progress: Progress;
  readonly abort: AbortController;
  /** Null while it runs. */
  ended: Extract<TransferPhase, { state: 'done' | 'cancelled' | 'failed' }> | null;
}

/** Runs transfers, one at a time into each place, and tells how each is doing. */
export class Transfers {
  readonly #entries = new Map<TransferId, Entry>();
  readonly #places = new Map<string, LimitFunction>();
  readonly #running = new Set<Promise<unknown>>();
  readonly #onChange: (transfer: TransferId) => void;

  constructor(onChange: (transfer: TransferId) => void) {
    this.#onChange = onChange;
  }

  /**
   * Does `work` as a transfer; its failure is both shown and thrown.
   * @param place what it writes to: another transfer with the same one waits
   */
  async run(
    description: Description,
    place: string,
    work: (progress: Progress, signal: AbortSignal) => Promise<RefUpdate[]>,
    callerSignal: AbortSignal,
  ): Promise<TransferResult> {
    const { id } = description;
    const changed = () => this.#onChange(id);
    const entry: Entry = {
      description,
      startedAt: Date.now(),
      progress: new Progress(changed),
      abort: new AbortController(),
      ended: null,
    };
    this.#entries.set(id, entry);
    changed();
    const signal = AbortSignal.any([entry.abort.signal, callerSignal]);
    const running = this.#inTurn(place, () => work(entry.progress, signal));
    this.#running.add(running);
    try {
      const result = toResult(entry, await running);
      entry.ended = { state: 'done', result };
      return result;
    } catch (cause) {
      const error = signal.aborted ? new CancelledError() : asShoalError(cause);
      entry.ended =
        error instanceof CancelledError
          ? { state: 'cancelled' }
          : { state: 'failed', code: error.code, sentence: error.message };
      throw error;
    } finally {
      this.#running.delete(running);
      this.#forgetOldest();
      changed();
    }
  }

  cancel(id: TransferId): void {
    this.#entries.get(id)?.abort.abort(new CancelledError());
  }

  /** Takes an ended transfer off the list. */
  dismiss(id: TransferId): void {
    if (this.#entries.get(id)?.ended == null) return;
    this.#entries.delete(id);
    this.#onChange(id);
  }

  toState(id: TransferId): Transfer | null {
    const entry = this.#entries.get(id);
    if (entry === undefined) return null;
    const { description, startedAt, progress, ended } = entry;
    return {
      ...description,
      startedAt,
      phase: ended ?? progress.phase,
      progress: progress.toState(),
    };
  }

  /** Cancels all and waits until every repository is as it was. */
  async stop(): Promise<void> {
    for (const { abort } of this.#entries.values()) abort.abort(new CancelledError());
    await Promise.allSettled(this.#running);
  }

  /** A second transfer into the same place waits for the first. */
  async #inTurn<T>(place: string, work: () => Promise<T>): Promise<T> {
    const limit = this.#places.get(place) ?? pLimit(1);
    this.#places.set(place, limit);
    try {
      return await limit(work);
    } finally {
      if (limit.activeCount === 0 && limit.pendingCount === 0) this.#places.delete(place);
    }
  }

  #forgetOldest(): void {
    const ended = [...this.#entries].filter(([, entry]) => entry.ended !== null);
    for (const [id] of ended.slice(0, Math.max(0, ended.length - MAX_ENDED))) this.dismiss(id);
  }
}

function toResult({ progress, startedAt }: Entry, updated: RefUpdate[]): TransferResult {
  return {
    updated,
    bytes: progress.bytes,
    seconds: (Date.now() - startedAt) / 1000,
    blocks: progress.blocksDone,
    peers: progress.peers,
  };
}
