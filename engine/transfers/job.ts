import type { RefUpdate } from '../../shared/api/activity-state.ts';
import type { FetchFailure, FetchNote } from '../../shared/api/fetch-remarks.ts';
import type { Transfer } from '../../shared/api/state.ts';
import type { Progress } from '../receiving/progress.ts';
import type { TransferRequest } from './transfer-log.ts';

export type Description = Pick<
  Transfer,
  'id' | 'kind' | 'swarm' | 'name' | 'path' | 'address' | 'isAutomatic'
>;

export interface Outcome {
  readonly updated: RefUpdate[];
  /** Of a fetch: who else was to be fetched from. */
  readonly failed?: readonly FetchFailure[];
  /** What the user is to know. */
  readonly notes?: readonly FetchNote[];
  /** What is still to be done while the result is in use already; undoes it before it throws. */
  readonly verify: ((signal: AbortSignal) => Promise<void>) | null;
}

/** A transfer to run: all that is needed to begin it, and to begin it again. */
export interface Job {
  readonly description: Description;
  readonly request: TransferRequest;
  /** What it writes to: another transfer with the same one waits. */
  readonly place: string;
  work(progress: Progress, signal: AbortSignal): Promise<Outcome>;
  /** Removes what an attempt that failed has left for the next one. */
  discard(): Promise<void>;
}
