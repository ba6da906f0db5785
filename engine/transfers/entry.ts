import type { TransferPhase, TransferResult } from '../../shared/api/state.ts';
import { withoutSecrets } from '../../shared/domain/git/clone-address.ts';
import type { ShoalError } from '../../shared/errors.ts';
import type { PeerId, SwarmId, TransferId } from '../../shared/ids.ts';
import { StoppedError } from '../errors/interruptions.ts';
import type { Progress } from '../receiving/progress.ts';
import type { Deferred } from '../waiting/deferred.ts';
import type { Job, Outcome } from './job.ts';
import { isLogged, type LoggedRequest, type TransferRecord } from './transfer-log.ts';

export type Ended = Extract<TransferPhase, { state: 'done' | 'cancelled' | 'failed' }>;

/** What is told of all of them. */
export interface TransferEvents {
  /** How it is doing has changed, or it is on the list no more. */
  changed: [transfer: TransferId];
  /** Bytes have come; the project is null where that is not known. */
  received: [from: PeerId, swarm: SwarmId | null, bytes: number];
}

/** A transfer on the list. */
export interface Entry {
  readonly job: Job;
  /** In milliseconds since the epoch, and of the clock that only goes forward. */
  readonly startedAt: number;
  readonly startedOnClock: number;
  readonly progress: Progress;
  /** Ends the attempt that is under way, or the verification. */
  abort: AbortController;
  /** Settles when a paused transfer shall go on; with a reason, when it shall not. */
  paused: Deferred<Error | null> | null;
  /** In use, and being checked. */
  verifying: TransferResult | null;
  /** Null while it runs. */
  ended: Ended | null;
  result: Promise<TransferResult>;
}

export function newEntry(job: Job, progress: Progress): Entry {
  const result = Promise.reject<TransferResult>(new StoppedError());
  result.catch(() => {});
  return {
    ...{ job, progress, result },
    startedAt: Date.now(),
    startedOnClock: performance.now(),
    abort: new AbortController(),
    paused: null,
    verifying: null,
    ended: null,
  };
}

export function phaseOf({ ended, paused, verifying, progress }: Entry): TransferPhase {
  if (ended !== null) return ended;
  if (verifying !== null) return { state: 'verifying', result: verifying };
  return paused === null ? progress.phase : { state: 'paused' };
}

export function failureOf({ code, message: sentence, isFinal }: ShoalError) {
  return { state: 'failed', code, sentence, isFinal } as const;
}

/** What is written down of it; null for what comes by itself: that is begun anew after a restart, from what is known then. */
export function recordOf({ description, request }: Job): Omit<TransferRecord, 'state'> | null {
  if (description.isAutomatic || !isLogged(request)) return null;
  const { id, swarm, name, path } = description;
  return { id, request: withoutItsSecret(request), swarm, name, path };
}

function withoutItsSecret(request: LoggedRequest): LoggedRequest {
  if (request.kind !== 'url') return request;
  const url = withoutSecrets(request.url);
  return { ...request, url, lacksSecret: request.lacksSecret || url !== request.url };
}

export function toResult(
  { progress, startedOnClock }: Entry,
  { updated, failed = [], notes = [] }: Pick<Outcome, 'updated' | 'failed' | 'notes'>,
): TransferResult {
  return {
    updated,
    bytes: progress.bytes,
    seconds: (performance.now() - startedOnClock) / 1000,
    blocks: progress.blocksDone,
    peers: progress.peers.map(({ id, bytes }) => ({ id, bytes })),
    ...(failed.length > 0 ? { failed } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}
