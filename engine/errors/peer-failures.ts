import { formatBytes } from '../../shared/domain/words/quantity.ts';
import { ShoalError } from '../../shared/errors.ts';

/**
 * What a peer did to us, and so what follows from it:
 * `gone`, the connection to it ended; `silent`, it is connected and sends nothing, or next to nothing; `busy`, it cannot give
 * now what it has; `lied`, it sent what no honest peer sends; `chance`, it broke off or let go of what it
 * offered, which happens to anybody once.
 */
export type Fault = 'gone' | 'silent' | 'busy' | 'lied' | 'chance';

/** A failure of the peer that was asked: another one may do better. */
export abstract class PeerFailure extends ShoalError {
  abstract readonly fault: Fault;
  /** Whether what came before it is kept when a transfer ends with it: the next attempt goes on from there. */
  abstract readonly keepsWhatCame: boolean;
}

export class PeerGoneError extends PeerFailure {
  readonly code = 'peer-gone';
  readonly fault: Fault = 'gone';
  readonly keepsWhatCame = true;

  constructor(name: string, cause?: unknown) {
    super(`${name} left before everything was here. Nothing was changed; try again later.`, {
      cause,
    });
  }
}

/** The peer is connected, but an answer of its ended before its end. */
export class BrokenOffError extends PeerGoneError {
  override readonly fault = 'chance';
}

/** Only the connection for bulk ended: the peer is here, and what is left goes over the link. */
export class BulkCutError extends PeerGoneError {}

export class SilentPeerError extends PeerFailure {
  readonly code = 'peer-silent';
  readonly fault = 'silent';
  readonly keepsWhatCame = true;

  constructor(name: string) {
    super(
      `${name} is here, but sends nothing, or next to nothing. Nothing was changed; try again later.`,
    );
  }
}

/** The peer has no room to make what it offers. */
export class PeerDiskFullError extends PeerFailure {
  readonly code = 'peer-disk-full';
  readonly fault = 'busy';
  readonly keepsWhatCame = true;

  constructor(name: string) {
    super(`${name} has a full disk, and cannot give this. Ask them to make room, then try again.`);
  }
}

/** Something failed at the peer's that has nothing to do with what was asked. */
export class CannotAnswerError extends PeerFailure {
  readonly code = 'protocol';
  readonly fault = 'chance';
  readonly keepsWhatCame = false;

  constructor(name: string) {
    super(`${name} could not answer. Try again in a moment.`);
  }
}

export class NotServedError extends PeerFailure {
  readonly code: string = 'not-served';
  readonly fault = 'chance';
  readonly keepsWhatCame = true;

  constructor(
    name: string,
    sentence = `${name} no longer shares this. Look again in a moment: its heads may just have moved.`,
  ) {
    super(sentence);
  }
}

/** The peer shares it, but something is wrong with its own repository; it has been told so. */
export class UnusableCopyError extends NotServedError {
  override readonly code = 'copy-unusable';

  constructor(name: string) {
    super(
      name,
      `${name} cannot use its own copy of this at the moment, and Shoal says there why. Take it from somebody else, or try again when that is mended.`,
    );
  }
}

/** A peer answered with something that GTP/2 does not allow. */
export class ProtocolError extends PeerFailure {
  readonly code = 'protocol';
  readonly fault = 'lied';
  readonly keepsWhatCame = false;
}

export class BadBlockError extends PeerFailure {
  readonly code = 'bad-block';
  readonly fault = 'lied';
  readonly keepsWhatCame = false;

  constructor(name: string, reason: string, cause?: unknown) {
    super(`${name} sent damaged data (${reason}). Nothing was changed.`, { cause });
  }
}

/** What it sent is small, and would take very long, or very much memory, to unpack. */
export class CostlyBlockError extends PeerFailure {
  readonly code = 'costly-block';
  readonly fault = 'lied';
  readonly keepsWhatCame = false;

  constructor(name: string, cause?: unknown) {
    super(
      `${name} sent something that takes far too long to unpack. Nothing was changed; if you trust ${name}, say so and try again.`,
      { cause },
    );
  }
}

export class TooManyFilesError extends PeerFailure {
  readonly code = 'too-many-files';
  readonly fault = 'lied';
  readonly keepsWhatCame = false;

  constructor(name: string, most: number) {
    super(
      `What ${name} shares has more than ${most.toLocaleString('en-GB')} files. If you trust ${name}, say so and try again.`,
    );
  }
}

/** What it sent is small, and would fill the disk. */
export class TooManyBytesError extends PeerFailure {
  readonly code = 'too-many-bytes';
  readonly fault = 'lied';
  readonly keepsWhatCame = false;

  constructor(name: string, most: number) {
    super(
      `The files that ${name} shares would take more than ${formatBytes(most)}, far more than what was sent. If you trust ${name}, say so and try again.`,
    );
  }
}

export class WrongBlockError extends PeerFailure {
  readonly code = 'wrong-block';
  readonly fault = 'lied';
  readonly keepsWhatCame = false;

  constructor(name: string) {
    super(`${name} sent something else than was asked for. It was taken from others instead.`);
  }
}

export class WrongPlanError extends PeerFailure {
  readonly code = 'wrong-plan';
  readonly fault = 'lied';
  readonly keepsWhatCame = false;

  constructor(name: string) {
    super(`${name} told of other pieces than this is made of. Others told what is so.`);
  }
}

export class BadManifestError extends PeerFailure {
  readonly code = 'bad-manifest';
  readonly fault: Fault = 'lied';
  readonly keepsWhatCame = false;

  constructor(readonly reason: string) {
    super(`Its list of repositories was refused: ${reason}.`);
  }
}

/** There is no room for it beside the lists of others whom nobody trusts. */
export class ManifestTooLongError extends BadManifestError {
  override readonly fault = 'chance';

  constructor() {
    super('it is too long to be kept of somebody whom you do not trust, with so many others here');
  }
}

/** The peer does not have it, or no longer. */
export class ManifestNotGivenError extends BadManifestError {
  override readonly fault = 'chance';

  constructor() {
    super('it was not given');
  }
}
