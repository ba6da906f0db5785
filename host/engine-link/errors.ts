import { ShoalError } from '../../shared/errors.ts';
import type { EngineExit } from './engine-process.ts';

/** The engine went away before it was ready. */
export class EngineStartError extends ShoalError {
  readonly code = 'engine-start';

  constructor(exit: EngineExit) {
    super('The part of Shoal that talks to git could not be started. Start Shoal again.', {
      cause: exit.reason === 'failed' ? exit.error : exit,
    });
  }
}

/** A command came, or was under way, while there was no engine to carry it out. */
export class EngineUnavailableError extends ShoalError {
  readonly code = 'engine-unavailable';

  constructor() {
    super('Shoal is restarting after a fault. Try again in a few seconds.');
  }
}
