import { ShoalError } from '../../shared/errors.ts';

export class BusyGuestPortError extends ShoalError {
  readonly code = 'guest-port-busy';

  constructor(port: number, cause?: unknown) {
    super(`Port ${port} for guests cannot be had. Choose another one with --port.`, { cause });
  }
}

export class PastError extends ShoalError {
  readonly code = 'past';

  constructor() {
    super('That time has passed already. Choose a later one.');
  }
}
