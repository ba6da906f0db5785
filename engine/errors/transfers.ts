import { ShoalError } from '../../shared/errors.ts';

export class NothingSharedError extends ShoalError {
  readonly code = 'nothing-shared';

  constructor(repository: string) {
    super(
      `No teammate nearby shares ${repository}. Ask them to share it, or wait until they appear.`,
    );
  }
}

/** The same for one teammate who was named. */
export class PeerSharesNothingError extends ShoalError {
  readonly code = 'nothing-shared';

  constructor(peer: string, repository: string) {
    super(`${peer} shares nothing of ${repository} at the moment.`);
  }
}

/** Of several teammates, none could be fetched from. */
export class NothingFetchedError extends ShoalError {
  readonly code = 'nothing-fetched';

  constructor(failed: readonly { readonly name: string; readonly sentence: string }[]) {
    const each = failed.map(({ name, sentence }) => `${name}: ${sentence}`);
    super(`Nothing could be fetched. ${each.join(' ')}`);
  }
}

export class AliasTakenError extends ShoalError {
  readonly code = 'alias-taken';
  override readonly isFinal = true;

  constructor(alias: string) {
    super(
      `“${alias}” is already a remote of this repository. Choose another name for these heads.`,
    );
  }
}

/** The user has removed the remote of somebody who is followed. */
export class RemoteRemovedError extends ShoalError {
  readonly code = 'remote-removed';

  constructor(alias: string) {
    super(`The remote “${alias}” was removed here. Fetch once to follow again.`);
  }
}

export class CannotUndoError extends ShoalError {
  readonly code = 'cannot-undo';

  constructor(reason: string, cause?: unknown) {
    super(`This cannot be undone: ${reason}.`, { cause });
  }
}

export class MissingObjectsError extends ShoalError {
  readonly code = 'objects-missing';

  constructor(name: string, cause?: unknown) {
    super(`What ${name} sent is not complete. Nothing was changed.`, { cause });
  }
}

export class RefusedByFsckError extends ShoalError {
  readonly code = 'fsck';
  override readonly isFinal = true;

  constructor(name: string, cause?: Error) {
    super(
      `git refused what ${name} sent, as fetch.fsckObjects asks it to: ${cause?.message ?? ''}`,
      {
        cause,
      },
    );
  }
}

export class FolderTakenError extends ShoalError {
  readonly code = 'folder-taken';
  override readonly isFinal = true;

  constructor(path: string) {
    super(`${path} exists and is not empty. Choose another folder.`);
  }
}

/** No folder can be made there. */
export class FolderUnusableError extends ShoalError {
  readonly code = 'folder-unusable';
  override readonly isFinal = true;

  constructor(path: string, reason: string, cause?: unknown) {
    super(`${path} cannot be used: ${reason}. Choose another folder.`, { cause });
  }
}

/** It could only be gone on with by what was not written down. */
export class AddressNotKeptError extends ShoalError {
  readonly code = 'address-not-kept';
  override readonly isFinal = true;

  constructor() {
    super(
      'Shoal was closed before this was cloned, and keeps no address that may hold a password. Clone it again.',
    );
  }
}

export class FolderGoneError extends ShoalError {
  readonly code = 'folder-gone';

  constructor(path: string, cause?: unknown) {
    super(`${path} was removed or moved while it was filled. Clone once more.`, { cause });
  }
}

export class UnknownSwarmError extends ShoalError {
  readonly code = 'unknown-swarm';

  constructor() {
    super('No teammate nearby shares this project; whoever did may have left.');
  }
}

export class UnknownHeadError extends ShoalError {
  readonly code = 'unknown-head';
  override readonly isFinal = true;

  constructor(head: string | undefined) {
    const which = head === undefined ? 'a branch with a commit' : `a branch or tag “${head}”`;
    super(`Nobody nearby shares ${which} of this project. Look at another one.`);
  }
}

export class UnverifiedCloneError extends ShoalError {
  readonly code = 'clone-unverified';

  /** @param reason what was wrong @param kept files that the user has made or changed there */
  constructor(reason: string, kept: number, cause?: unknown) {
    const rest =
      kept === 0 ? 'The clone was removed.' : `Your own changes (${kept}) were left there.`;
    super(`What a trusted teammate sent is not what it should be: ${reason}. ${rest}`, { cause });
  }
}

/** What trusted teammates have is more than comes unasked. */
export class TooMuchAheadError extends ShoalError {
  readonly code = 'too-much-ahead';

  constructor() {
    super('Teammates have more that is new than is fetched ahead. Fetch once to have it here.');
  }
}

/** Another process fills the folder. */
export class CloningAlreadyError extends ShoalError {
  readonly code = 'cloning-already';

  constructor(path: string) {
    super(`A clone into ${path} is under way already. Wait for it, or choose another folder.`);
  }
}

/** The user's own git could not clone from the origin. */
export class OriginFailedError extends ShoalError {
  readonly code = 'origin-failed';

  constructor(stderr: string) {
    const lines = stderr.trim().split(/[\r\n]+/);
    const told = lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines.at(-1);
    super(`The origin could not be cloned: ${told || 'git says nothing of it'}`);
  }
}
