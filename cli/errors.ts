import { ShoalError } from '../shared/errors.ts';

/** The command line was not understood: exit status 2. */
export class UsageError extends ShoalError {
  readonly code = 'usage';
}

/** Asked to, the user did not agree. */
export class DeclinedError extends ShoalError {
  readonly code = 'declined';

  constructor() {
    super('Nothing was changed.');
  }
}

export class NotSharedError extends ShoalError {
  readonly code = 'unknown-repository';

  constructor(path: string) {
    super(`Shoal does not know ${path}, so it is not shared. \`shoal status\` lists what is.`);
  }
}

/** Says, beside what happened, which option helps. */
export class AliasTakenError extends ShoalError {
  readonly code = 'alias-taken';

  constructor(cause: ShoalError) {
    super(`${cause.message} Name it with --as NAME.`, { cause });
  }
}

/** What could be done is done, and told; of the rest, each has its own sentence. */
export class PartlyDoneError extends ShoalError {
  readonly code = 'partly-done';

  constructor(readonly sentences: readonly string[]) {
    super(sentences.join(' '));
  }
}

/** A transfer is in a phase in which this cannot be done. */
export class WrongPhaseError extends ShoalError {
  readonly code = 'wrong-phase';
}

/** What is there would be lost. */
export class NoTrackerFileError extends ShoalError {
  readonly code = 'no-tracker-file';

  constructor(path: string, cause: unknown) {
    super(`${path} is there already, and is no list of a tracker’s. Choose another file.`, {
      cause,
    });
  }
}

/** A file that the user named cannot be made. */
export class UnwritableFileError extends ShoalError {
  readonly code = 'unwritable-file';

  constructor(path: string, cause: NodeJS.ErrnoException) {
    const reason = cause.code === 'ENOENT' ? 'there is no such folder' : cause.message;
    super(`${path} cannot be written: ${reason}. Choose another file.`, { cause });
  }
}
