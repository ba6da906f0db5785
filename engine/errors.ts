import { ShoalError } from '../shared/errors.ts';

/** Failures of the installed git and of the user's own repositories. */

export class GitMissingError extends ShoalError {
  readonly code = 'git-missing';

  constructor(cause?: unknown) {
    super('git was not found. Install git 2.38 or later, then start Shoal again.', { cause });
  }
}

export class GitTooOldError extends ShoalError {
  readonly code = 'git-too-old';

  constructor(version: string) {
    super(`git ${version} is too old. Shoal needs git 2.38 or later.`);
  }
}

/** git ended with an exit status that its caller did not expect. */
export class GitFailedError extends ShoalError {
  readonly code = 'git-failed';

  constructor(
    readonly verb: string,
    readonly exitCode: number | null,
    readonly stderr: string,
  ) {
    const lines = stderr.trim().split('\n');
    const told = lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines.at(-1);
    super(`git ${verb} failed: ${told || `exit status ${exitCode}`}`);
  }
}

export class NotARepositoryError extends ShoalError {
  readonly code = 'not-a-repository';

  constructor(path: string, cause?: unknown) {
    super(`${path} is not a git repository. Choose a folder that git works in.`, { cause });
  }
}

export class UntrustedOwnerError extends ShoalError {
  readonly code = 'repository-owner';

  constructor(path: string, cause?: unknown) {
    super(
      `${path} belongs to another user. Run: git config --global --add safe.directory '${path}'`,
      {
        cause,
      },
    );
  }
}

export class EmptyRepositoryError extends ShoalError {
  readonly code = 'repository-empty';

  constructor(path: string) {
    super(`${path} has no commits yet. Commit something first, or clone the project instead.`);
  }
}

export class ShallowRepositoryError extends ShoalError {
  readonly code = 'repository-shallow';

  constructor(path: string) {
    super(`${path} is a shallow clone. Run “git fetch --unshallow” there first.`);
  }
}

export class PartialRepositoryError extends ShoalError {
  readonly code = 'repository-partial';

  constructor(path: string) {
    super(`${path} is a partial clone, which lacks objects. Use a full clone.`);
  }
}

export class UnknownRepositoryError extends ShoalError {
  readonly code = 'unknown-repository';

  constructor() {
    super('Shoal does not know this repository. Add it first.');
  }
}

/** Failures that a peer, or the way to it, causes. */

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

export class PeerGoneError extends ShoalError {
  readonly code = 'peer-gone';

  constructor(name: string, cause?: unknown) {
    super(`${name} left before everything was here. Nothing was changed; try again later.`, {
      cause,
    });
  }
}

/** The peer is connected, but an answer of its ended before its end. */
export class BrokenOffError extends PeerGoneError {}

export class SilentPeerError extends ShoalError {
  readonly code = 'peer-silent';

  constructor(name: string) {
    super(`${name} is here, but sends nothing. Nothing was changed; try again later.`);
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

export class BadManifestError extends ShoalError {
  readonly code = 'bad-manifest';

  constructor(readonly reason: string) {
    super(`Its list of repositories was refused: ${reason}.`);
  }
}

/** The peer does not have it, or no longer. */
export class ManifestNotGivenError extends BadManifestError {
  constructor() {
    super('it was not given');
  }
}

/** A peer answered with something that GTP/2 does not allow. */
export class ProtocolError extends ShoalError {
  readonly code = 'protocol';
}

export class BadBlockError extends ShoalError {
  readonly code = 'bad-block';

  constructor(name: string, reason: string, cause?: unknown) {
    super(`${name} sent damaged data (${reason}). Nothing was changed.`, { cause });
  }
}

export class WrongBlockError extends ShoalError {
  readonly code = 'wrong-block';

  constructor(name: string) {
    super(`${name} sent something else than was asked for. It was taken from others instead.`);
  }
}

export class NotServedError extends ShoalError {
  readonly code = 'not-served';

  constructor(name: string) {
    super(`${name} no longer shares this. Look again in a moment: its heads may just have moved.`);
  }
}

/** The peer has no room to make what it offers. */
export class PeerDiskFullError extends ShoalError {
  readonly code = 'peer-disk-full';

  constructor(name: string) {
    super(`${name} has a full disk, and cannot give this. Ask them to make room, then try again.`);
  }
}

/** Failures of a transfer. */

export class NothingSharedError extends ShoalError {
  readonly code = 'nothing-shared';

  constructor(repository: string) {
    super(
      `No teammate nearby shares ${repository}. Ask them to share it, or wait until they appear.`,
    );
  }
}

export class AliasTakenError extends ShoalError {
  readonly code = 'alias-taken';

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

  constructor(path: string) {
    super(`${path} exists and is not empty. Choose another folder.`);
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

/** Shoal is closed while a transfer runs; it is no failure. */
export class StoppedError extends ShoalError {
  readonly code = 'stopped';

  constructor() {
    super('Shoal was closed. This goes on by itself when it is started again.');
  }
}

/** The user halted a transfer; it is no failure. */
export class PausedError extends ShoalError {
  readonly code = 'paused';

  constructor() {
    super('This is paused.');
  }
}

export class DiskFullError extends ShoalError {
  readonly code = 'disk-full';

  constructor(cause?: unknown) {
    super('The disk is full. Make room and try again; nothing was changed.', { cause });
  }
}

/** For what is as well written later. @throws anything but a DiskFullError */
export function passOverDiskFull(error: unknown): void {
  if (!(error instanceof DiskFullError)) throw error;
}

/** A failure of the file system, told as a full disk where it is one; anything else as it is. */
export function explainDiskFull(error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT' ? new DiskFullError(error) : error;
}
