import { ShoalError } from '../../shared/errors.ts';

export class NotTrustedError extends ShoalError {
  readonly code = 'not-trusted';

  constructor(peer: string) {
    super(`You can vouch for ${peer} once you trust ${peer} yourself.`);
  }
}

export class UnknownPeerError extends ShoalError {
  readonly code = 'unknown-peer';

  constructor() {
    super('No such teammate is nearby; they may have left.');
  }
}

/** What a teammate that is away shared last is too old to be fetched from others. */
export class OldHeadsError extends ShoalError {
  readonly code = 'old-heads';

  constructor(peer: string) {
    super(
      `What ${peer} shared last is too old to be fetched from others. Wait until ${peer} is back.`,
    );
  }
}

/** A teammate is away, and what it shared last cannot be had from anybody else. */
export class AbsentHeadsError extends ShoalError {
  readonly code = 'absent-heads';

  constructor(peer: string, cause?: unknown) {
    super(`${peer} is away, and nobody here has what ${peer} shared last.`, { cause });
  }
}

export class UnreachableError extends ShoalError {
  readonly code = 'unreachable';

  constructor(address: string, cause?: unknown) {
    super(`No Shoal answers at ${address}. Check the address, and that Shoal runs there.`, {
      cause,
    });
  }
}

export class WrongPeerError extends ShoalError {
  readonly code = 'wrong-peer';

  constructor() {
    super('Another peer than the expected one answered at this address.');
  }
}

export class BusyPortError extends ShoalError {
  readonly code = 'port-busy';

  constructor(port: number, cause?: unknown) {
    super(`Port ${port} is in use by another program. Choose another one with --listen.`, {
      cause,
    });
  }
}
