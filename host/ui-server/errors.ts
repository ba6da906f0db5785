import { ShoalError } from '../../shared/errors.ts';

export class UiPortError extends ShoalError {
  readonly code = 'ui-port';

  constructor(port: number, cause: NodeJS.ErrnoException) {
    super(
      cause.code === 'EADDRINUSE'
        ? `Port ${port} is in use by another program. Choose another one for --ui.`
        : `The user interface cannot be served on port ${port}: ${cause.message}.`,
      { cause },
    );
  }
}
