import { ShoalError } from '../../shared/errors.ts';

/** A tracker did not answer, or with something that is none of a tracker's. */
export class TrackerFailedError extends ShoalError {
  readonly code = 'tracker-failed';

  constructor(url: string, reason: string, cause?: unknown) {
    super(`The tracker ${url} could not be asked: ${reason}. It is tried again by itself.`, {
      cause,
    });
  }
}

/** A tracker has too much to do. */
export class BusyTrackerError extends ShoalError {
  readonly code = 'tracker-busy';

  /** @param retryAfter in how many seconds it may be asked again */
  constructor(
    url: string,
    readonly retryAfter: number,
  ) {
    super(`The tracker ${url} is busy. It is asked again in ${retryAfter} seconds.`);
  }
}

export class BusyTrackerPortError extends ShoalError {
  readonly code = 'tracker-port-busy';

  constructor(port: number, cause?: unknown) {
    super(`Port ${port} for the tracker cannot be had. Choose another one with --tracker.`, {
      cause,
    });
  }
}
