import { EventEmitter } from 'node:events';
import type { Transfer, TransferResult } from '../../shared/api/state.ts';
import { asShoalError, CancelledError, InvalidRequestError } from '../../shared/errors.ts';
import type { TransferId } from '../../shared/ids.ts';
import {
  explainDiskFull,
  keepsWhatCame,
  PausedError,
  passOverDiskFull,
  StoppedError,
} from '../errors/interruptions.ts';
import { Progress } from '../receiving/progress.ts';
import { deferred } from '../waiting/deferred.ts';
import { Turns } from '../waiting/turns.ts';
import {
  type Ended,
  type Entry,
  failureOf,
  newEntry,
  phaseOf,
  recordOf,
  type TransferEvents,
  toResult,
} from './entry.ts';
import type { Job, Outcome } from './job.ts';
import type { TransferLog, TransferRequest } from './transfer-log.ts';

/** Ended transfers kept for the list. */
const MAX_ENDED = 50;

/** Runs transfers, one at a time into each place, and tells how each is doing. */
export class Transfers implements AsyncDisposable {
  readonly events = new EventEmitter<TransferEvents>();
  readonly #entries = new Map<TransferId, Entry>();
  /** A second transfer into the same place waits for the first. */
  readonly #turns = new Turns();
  readonly #running = new Set<Promise<unknown>>();
  readonly #log: TransferLog;

  constructor(log: TransferLog) {
    this.#log = log;
  }

  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  /** The first transfer that runs, or is paused, with such a request and place; null if there is none. */
  findActive(isWanted: (request: TransferRequest, place: string) => boolean): TransferId | null {
    const active = [...this.#entries].find(
      ([, { ended, verifying, job }]) =>
        ended === null && verifying === null && isWanted(job.request, job.place),
    );
    return active?.[0] ?? null;
  }

  /**
   * Runs a job; its failure is both shown and thrown. The result is there when it can be used: what
   * is left to verify goes on.
   */
  async run(job: Job, callerSignal?: AbortSignal): Promise<TransferResult> {
    const entry = this.#enter(job);
    const record = recordOf(job);
    if (record === null) return this.#start(entry, callerSignal);
    try {
      await this.#log.put({ ...record, state: { state: 'running' } });
    } catch (error) {
      await this.#fail(entry, asShoalError(error));
      throw error;
    }
    return this.#start(entry, callerSignal);
  }

  /** Shows a transfer that was paused when the engine ended; it goes on when the user says so. */
  restorePaused(job: Job): void {
    const entry = this.#enter(job);
    entry.paused = deferred<Error | null>();
    this.#start(entry).catch(() => {});
    this.#changed(job.description.id);
  }

  /** Shows a transfer that had failed, and can be tried again. */
  restoreFailed(job: Job, failure: Extract<Ended, { state: 'failed' }>): void {
    const entry = this.#enter(job);
    entry.ended = failure;
    this.#changed(job.description.id);
  }

  /** Takes up the verification that was under way when the engine ended. */
  restoreVerifying(job: Job, verify: NonNullable<Outcome['verify']>): void {
    const entry = this.#enter(job);
    this.#verify(entry, toResult(entry, { updated: [] }), verify);
  }

  /** The result of a transfer that is under way. */
  async join(id: TransferId): Promise<TransferResult> {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw new InvalidRequestError('There is no such transfer.');
    this.resume(id);
    return entry.result;
  }

  cancel(id: TransferId): void {
    const entry = this.#entries.get(id);
    // What is in use is checked to the end.
    if (entry === undefined || entry.verifying !== null) return;
    entry.abort.abort(new CancelledError());
    entry.paused?.resolve(new CancelledError());
  }

  async pause(id: TransferId): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.ended !== null || entry.paused !== null) return;
    // What is being moved in, or checked while in use, is not halted.
    if (entry.verifying !== null || entry.progress.phase.state === 'finishing') return;
    entry.paused = deferred<Error | null>();
    entry.abort.abort(new PausedError());
    await this.#log.setState(id, { state: 'paused' });
    this.#changed(id);
  }

  resume(id: TransferId): void {
    this.#entries.get(id)?.paused?.resolve(null);
  }

  /** Does again what failed or was cancelled. */
  async retry(id: TransferId): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry?.ended?.state !== 'failed' && entry?.ended?.state !== 'cancelled') {
      throw new InvalidRequestError('Only what has failed or was cancelled can be tried again.');
    }
    // Its failure is shown.
    this.run(entry.job).catch(() => {});
  }

  /** Takes an ended transfer off the list, and with it what it had kept for another try. */
  async dismiss(id: TransferId): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry?.ended == null) return;
    this.#entries.delete(id);
    this.#changed(id);
    if (this.#log.find(id) === null) return;
    await this.#log.remove(id);
    const { place } = entry.job;
    const isInUse = [...this.#entries.values()].some((other) => other.job.place === place);
    if (!isInUse) await this.#turns.take(place, () => entry.job.discard());
  }

  /** Also true for one that is not on the list any more. */
  hasEnded(id: TransferId): boolean {
    return this.#entries.get(id)?.ended !== null;
  }

  toState(id: TransferId): Transfer | null {
    const entry = this.#entries.get(id);
    if (entry === undefined) return null;
    const { job, startedAt, progress } = entry;
    return { ...job.description, startedAt, phase: phaseOf(entry), progress: progress.toState() };
  }

  /** Halts all; those that have not come to their end go on at the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const { abort, paused } of this.#entries.values()) {
      abort.abort(new StoppedError());
      paused?.resolve(new StoppedError());
    }
    await Promise.allSettled(this.#running);
  }

  #enter(job: Job): Entry {
    const { id, swarm } = job.description;
    const progress = new Progress(
      () => this.#changed(id),
      (peer, bytes) => this.events.emit('received', peer, swarm, bytes),
    );
    const entry = newEntry(job, progress);
    this.#entries.set(id, entry);
    this.#changed(id);
    return entry;
  }

  #start(entry: Entry, callerSignal?: AbortSignal): Promise<TransferResult> {
    const { id } = entry.job.description;
    const giveUp = () => this.cancel(id);
    callerSignal?.addEventListener('abort', giveUp, { once: true });
    const running = this.#untilEnd(entry).finally(() => {
      callerSignal?.removeEventListener('abort', giveUp);
      this.#running.delete(running);
    });
    entry.result = running;
    running.catch(() => {});
    this.#running.add(running);
    return running;
  }

  async #untilEnd(entry: Entry): Promise<TransferResult> {
    const { job } = entry;
    const { id } = job.description;
    try {
      const outcome = await this.#attempts(entry);
      const result = toResult(entry, outcome);
      const { verify } = outcome;
      if (verify === null) await this.#end(entry, { state: 'done', result });
      else this.#verify(entry, result, verify);
      return result;
    } catch (cause) {
      const { aborted, reason } = entry.abort.signal;
      const isPause = reason instanceof PausedError;
      const error = asShoalError(aborted && !isPause ? reason : explainDiskFull(cause));
      if (error instanceof StoppedError) throw error;
      if (error instanceof CancelledError) {
        // It has ended, whether what it left can be removed or not.
        await this.#turns.take(job.place, () => job.discard()).catch(() => {});
        await this.#end(entry, { state: 'cancelled' });
      } else await this.#fail(entry, error);
      throw error;
    } finally {
      this.#changed(id);
    }
  }

  /** Tries until it is done, has failed, or is cancelled; a pause is the end of an attempt. */
  async #attempts(entry: Entry): Promise<Outcome> {
    const { job } = entry;
    for (;;) {
      if (entry.paused !== null) await this.#untilResumed(entry);
      const { signal } = entry.abort;
      signal.throwIfAborted();
      try {
        return await this.#turns.take(job.place, () => {
          signal.throwIfAborted();
          return job.work(entry.progress, signal);
        });
      } catch (error) {
        if (!(signal.reason instanceof PausedError)) throw error;
      }
    }
  }

  async #untilResumed(entry: Entry): Promise<void> {
    const { id } = entry.job.description;
    const reason = await entry.paused?.promise;
    entry.paused = null;
    if (reason != null) throw reason;
    entry.abort = new AbortController();
    entry.progress.restart();
    await this.#log.setState(id, { state: 'running' });
    this.#changed(id);
  }

  #verify(entry: Entry, result: TransferResult, verify: NonNullable<Outcome['verify']>): void {
    const { id } = entry.job.description;
    entry.verifying = result;
    this.#changed(id);
    const running = verify(entry.abort.signal)
      .then(() => this.#end(entry, { state: 'done', result }))
      .catch(async (error: unknown) => {
        // It goes on at the next start.
        if (entry.abort.signal.aborted) return;
        await this.#end(entry, failureOf(asShoalError(error)));
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** What can be tried again with profit stays in the log. */
  async #fail(entry: Entry, error: ReturnType<typeof asShoalError>): Promise<void> {
    const { id } = entry.job.description;
    const ended = failureOf(error);
    if (!keepsWhatCame(error) || entry.job.description.isAutomatic) return this.#end(entry, ended);
    entry.ended = ended;
    await this.#log.setState(id, ended).catch(passOverDiskFull);
    this.#changed(id);
    this.#forgetOldest();
  }

  async #end(entry: Entry, ended: Ended): Promise<void> {
    const { id, isAutomatic } = entry.job.description;
    entry.ended = ended;
    // What came by itself is told by the activity, and what went wrong beside who is followed.
    if (isAutomatic) {
      this.#entries.delete(id);
      return this.#changed(id);
    }
    // On a full disk, the next change of the log writes this one, too.
    await this.#log.remove(id).catch(passOverDiskFull);
    this.#changed(id);
    this.#forgetOldest();
  }

  #changed(id: TransferId): void {
    this.events.emit('changed', id);
  }

  #forgetOldest(): void {
    const ended = [...this.#entries].filter(([, entry]) => entry.ended !== null);
    for (const [id] of ended.slice(0, Math.max(0, ended.length - MAX_ENDED))) void this.dismiss(id);
  }
}
