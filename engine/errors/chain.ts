import { ShoalError } from '../../shared/errors.ts';
import type { PeerId } from '../../shared/ids.ts';

/** Which entry of a chain, and who made it or is said to have. */
export interface Blamed {
  readonly seq: number;
  readonly peer: PeerId;
  /** What the user calls that peer. */
  readonly name: string;
}

/** An entry that no honest chain holds at this place. */
export abstract class ChainError extends ShoalError {
  override readonly isFinal = true;
  readonly seq: number;
  readonly peer: PeerId | null;

  constructor(seq: number, peer: PeerId | null, sentence: string) {
    super(sentence);
    this.seq = seq;
    this.peer = peer;
  }
}

export class MalformedEntryError extends ChainError {
  readonly code = 'entry-malformed';

  constructor(seq: number, reason: string) {
    super(seq, null, `Entry ${seq} of the chain has not the right form: ${reason}.`);
  }
}

/** It was not signed by whom it names, or was changed afterwards. */
export class ForgedEntryError extends ChainError {
  readonly code = 'entry-forged';

  constructor({ seq, peer, name }: Blamed) {
    super(seq, peer, `Entry ${seq} is said to be ${name}’s, and ${name} did not sign it.`);
  }
}

/** It was signed for another project. */
export class ForeignEntryError extends ChainError {
  readonly code = 'entry-foreign';

  constructor({ seq, peer, name }: Blamed) {
    super(seq, peer, `Entry ${seq} is one that ${name} signed for another project.`);
  }
}

/** It is in the chain already. */
export class ReplayedEntryError extends ChainError {
  readonly code = 'entry-replayed';

  constructor({ seq, peer, name }: Blamed) {
    super(seq, peer, `Entry ${seq} of ${name}’s is shown a second time.`);
  }
}

/** Another entry has its place. */
export class ForkedEntryError extends ChainError {
  readonly code = 'entry-forked';

  constructor({ seq, peer, name }: Blamed) {
    super(
      seq,
      peer,
      `There are two entries ${seq}: the chain was cut, and went on differently with one of ${name}’s.`,
    );
  }
}

/** What should stand before it is something else, or missing. */
export class MisplacedEntryError extends ChainError {
  readonly code = 'entry-misplaced';

  constructor({ seq, peer, name }: Blamed, expected: number) {
    super(
      seq,
      peer,
      `An entry of ${name}’s, number ${seq}, stands where number ${expected} has to follow on what came before.`,
    );
  }
}

export class BackdatedEntryError extends ChainError {
  readonly code = 'entry-backdated';

  constructor({ seq, peer, name }: Blamed) {
    super(seq, peer, `Entry ${seq} of ${name}’s has an earlier time than the one before it.`);
  }
}

/** A chain begins with its owner's own statement. */
export class NotFounderError extends ChainError {
  readonly code = 'not-founder';

  constructor({ seq, peer, name }: Blamed) {
    super(seq, peer, `${name} began this chain, and is not the owner of the project there.`);
  }
}

export class NoRoleError extends ChainError {
  readonly code: string = 'no-role';

  constructor(
    { seq, peer, name }: Blamed,
    sentence = `${name} may not push there: nobody has given ${name} a role.`,
  ) {
    super(seq, peer, sentence);
  }
}

export class RevokedRoleError extends NoRoleError {
  override readonly code = 'role-revoked';

  constructor(blamed: Blamed) {
    super(blamed, `${blamed.name} may not push there any more: the role was taken back.`);
  }
}

export class ExpiredRoleError extends NoRoleError {
  override readonly code = 'role-expired';

  constructor(blamed: Blamed) {
    super(blamed, `${blamed.name} may not push there any more: the role has expired.`);
  }
}

/** A key outside its patterns. */
export class OutsidePatternError extends ChainError {
  readonly code = 'outside-pattern';

  constructor({ seq, peer, name }: Blamed, ref: string) {
    super(seq, peer, `${name} may not move ${ref} there.`);
  }
}

export class RewindNotAllowedError extends ChainError {
  readonly code = 'rewind-not-allowed';

  constructor({ seq, peer, name }: Blamed, ref: string) {
    super(seq, peer, `${name} may add to ${ref} there, and not take anything away.`);
  }
}

export class GrantNotAllowedError extends ChainError {
  readonly code = 'grant-not-allowed';

  constructor({ seq, peer, name }: Blamed) {
    super(seq, peer, `${name} may not give or take this role there.`);
  }
}

export class NothingToRevokeError extends ChainError {
  readonly code = 'nothing-to-revoke';

  constructor({ seq, peer }: Blamed) {
    super(seq, peer, 'They have no role there that could be taken back.');
  }
}

/** Nobody could give roles any more. */
export class LastOwnerError extends ChainError {
  readonly code = 'last-owner';

  constructor({ seq, peer }: Blamed) {
    super(seq, peer, 'Somebody has to stay the owner, without an end. Make another owner first.');
  }
}

/** A change says that a ref was where it was not. */
export class StaleChangeError extends ChainError {
  readonly code = 'stale-change';

  constructor({ seq, peer }: Blamed, ref: string) {
    super(seq, peer, `Somebody else has moved ${ref} meanwhile. Fetch first.`);
  }
}

export class ChainFullError extends ChainError {
  readonly code = 'chain-full';

  constructor({ seq, peer }: Blamed) {
    super(seq, peer, 'The project’s chain of pushes there has no room for more.');
  }
}
