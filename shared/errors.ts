/**
 * Every failure a user can meet is a class with a stable code and one or two sentences that say
 * what happened and what to do. Anything else that is thrown is a bug.
 */
export abstract class ShoalError extends Error {
  abstract readonly code: string;
  /** The same, done again, cannot succeed: something else has to be asked for. */
  readonly isFinal: boolean = false;

  constructor(sentence: string, options?: { cause?: unknown }) {
    super(sentence, options);
    this.name = new.target.name;
  }
}

/** An error that crossed a process boundary: what is said of it here is all that is left of it. */
export class RemoteError extends ShoalError {
  constructor(
    readonly code: string,
    sentence: string,
    override readonly isFinal = false,
  ) {
    super(sentence);
  }
}

export class InvalidRequestError extends ShoalError {
  readonly code = 'invalid-request';
  override readonly isFinal = true;
}

/** A fault of Shoal itself; the cause goes to the log. */
class InternalError extends ShoalError {
  readonly code = 'internal';

  constructor(cause: unknown) {
    super('Something went wrong inside Shoal. The details are in its log.', { cause });
  }
}

export class CancelledError extends ShoalError {
  readonly code = 'cancelled';

  constructor() {
    super('Cancelled; nothing was changed.');
  }
}

/** Any thrown value as a ShoalError; what is not one is wrapped as an InternalError. */
export function asShoalError(error: unknown): ShoalError {
  if (error instanceof ShoalError) return error;
  if (error instanceof Error && error.name === 'AbortError') return new CancelledError();
  return new InternalError(error);
}

export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
