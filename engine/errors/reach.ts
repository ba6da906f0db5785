import { ShoalError } from '../../shared/errors.ts';

export class PastInviteError extends ShoalError {
  readonly code = 'past-invite';
  override readonly isFinal = true;

  constructor() {
    super('This invitation has expired. Ask for a new one.');
  }
}

export class OwnInviteError extends ShoalError {
  readonly code = 'own-invite';
  override readonly isFinal = true;

  constructor() {
    super('This invitation is your own. Give it to somebody else.');
  }
}

/** Nobody answers now; what the link names is remembered. */
export class InviterAwayError extends ShoalError {
  readonly code = 'inviter-away';

  constructor(cause?: unknown) {
    super(
      'Whoever gave this invitation cannot be reached at the moment. Shoal goes on trying, as long as it runs.',
      { cause },
    );
  }
}

export class BootstrapPortError extends ShoalError {
  readonly code = 'bootstrap-port';

  constructor(place: string, ports: number, cause?: unknown) {
    super(
      `No bootstrap node could be started at ${place}. It must be an IPv4 address under which others reach this computer, and the ${ports} UDP ports from there on must be free.`,
      { cause },
    );
  }
}
