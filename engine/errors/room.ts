import { ShoalError } from '../../shared/errors.ts';

export class NothingToOpenError extends ShoalError {
  readonly code = 'nothing-to-open';

  constructor() {
    super(
      'Nothing is shared yet, so there is nothing to open. Share a repository, or name those that are to be open.',
    );
  }
}
