import { ShoalError } from '../../shared/errors.ts';

export class AlreadyRunningError extends ShoalError {
  readonly code = 'already-running';

  constructor(folder: string) {
    super(
      `Shoal is already running with this data folder (${folder}). Use that one, or give another folder with --data.`,
    );
  }
}

export class NotRunningError extends ShoalError {
  readonly code = 'not-running';

  constructor(folder: string) {
    super(
      `Shoal is not running with this data folder (${folder}). Open the app, or run \`shoal serve\`.`,
    );
  }
}

export class ControlSocketError extends ShoalError {
  readonly code = 'control-socket';

  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`Shoal cannot use its control socket ${path}: ${reason}.`, { cause });
  }
}
