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
