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

const NO_LISTENING: Readonly<Record<string, string>> = {
  EADDRNOTAVAIL: 'this computer has no such address',
  EACCES: 'that port is for the system alone',
  ENOTFOUND: 'there is no such host',
};

/** Where peers are to connect to, nobody can. */
export class NoListeningError extends ShoalError {
  readonly code = 'no-listening';

  constructor(place: string, reason: string, cause: unknown) {
    super(`Shoal cannot listen at ${place}: ${reason}. Choose another place with --listen.`, {
      cause,
    });
  }

  /** What is to be said of a failure to listen; itself where that is a fault of Shoal's. */
  static explain(place: string, error: NodeJS.ErrnoException): Error {
    const reason = NO_LISTENING[error.code ?? ''];
    return reason === undefined ? error : new NoListeningError(place, reason, error);
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
