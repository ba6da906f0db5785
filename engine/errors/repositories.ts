import { ShoalError } from '../../shared/errors.ts';

export class EmptyRepositoryError extends ShoalError {
  readonly code = 'repository-empty';

  constructor(path: string) {
    super(`${path} has no commits yet. Commit something first, or clone the project instead.`);
  }
}

export class UnknownRepositoryError extends ShoalError {
  readonly code = 'unknown-repository';
  override readonly isFinal = true;

  constructor() {
    super('Shoal does not know this repository. Add it first.');
  }
}

/** Moved, deleted, or on a disk that is not there at the moment. */
export class GoneRepositoryError extends ShoalError {
  readonly code = 'repository-gone';

  constructor(path: string) {
    super(
      `${path} is not there any more. Put it back, or connect the disk that it is on; if it was moved, add it where it is now.`,
    );
  }
}

/** Its folder is there, but what made it a repository is not. */
export class LostRepositoryError extends ShoalError {
  readonly code = 'repository-lost';

  constructor(path: string, cause?: unknown) {
    super(
      `${path} is no git repository any more: its .git is gone or damaged, or the repository that it belongs to is. Put that back.`,
      { cause },
    );
  }
}

/** A failing disk, a share whose server is away: the system says why. */
export class UnreadableRepositoryError extends ShoalError {
  readonly code = 'repository-unreadable';

  constructor(path: string, reason: string, cause?: unknown) {
    super(`${path} cannot be read (${reason}). Check the disk that it is on.`, { cause });
  }
}

export class DamagedRepositoryError extends ShoalError {
  readonly code = 'repository-damaged';

  constructor(path: string, cause?: unknown) {
    super(
      `${path} lacks objects of its history, or they cannot be read. “git fsck” there says which; get them back from a backup, or with “git fetch” from another copy.`,
      { cause },
    );
  }
}

/** Consent to share one project is none to share another one that now lies at the same place. */
export class ReplacedRepositoryError extends ShoalError {
  readonly code = 'repository-replaced';

  constructor(path: string) {
    super(
      `Another project is now at ${path}. Choose who may see it if it is to be shared; or put the one back that was there.`,
    );
  }
}

/** What of it is shared holds something that every receiver would refuse as one block. */
export class TooLargeToGiveError extends ShoalError {
  readonly code = 'too-large-to-give';

  constructor(path: string) {
    super(
      `Teammates cannot get all that ${path} shares: something in its history takes more than 4 GiB, which no Shoal takes in one piece. Share only branches and tags that lead to nothing so large.`,
    );
  }
}

/** A history may be cut off, or rewritten and thrown away, while it is looked at. */
export class NotInRepositoryError extends ShoalError {
  readonly code = 'not-in-repository';

  constructor(what: 'commit' | 'folder' | 'file') {
    super(
      `This ${what} is not in the repository, or not any more. Look again: its branch may have moved.`,
    );
  }
}
