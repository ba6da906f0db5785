import { formatBytes } from '../../shared/domain/words/quantity.ts';
import { ShoalError } from '../../shared/errors.ts';

export class UnknownDepotProjectError extends ShoalError {
  readonly code = 'unknown-depot-project';
  override readonly isFinal = true;

  constructor() {
    super('The depot keeps no such project. `shoal depot list` says what it keeps.');
  }
}

/** A project, or all of them together, may take no more. */
export class DepotFullError extends ShoalError {
  readonly code = 'depot-full';

  /** @param project null where it is the room for all */
  constructor(project: string | null, quota: number) {
    const most = formatBytes(quota);
    super(
      project === null
        ? `The depot is full: no more than ${most} may be kept. Remove what nobody needs, or give it more room with \`shoal depot quota SIZE\`.`
        : `“${project}” is full: no more than ${most} may be kept. Remove what nobody needs, or give it more room with \`shoal depot quota SIZE --project NAME\`.`,
    );
  }
}

/** Somebody who shares a project at the moment is needed to begin with. */
export class NotOfferedError extends ShoalError {
  readonly code = 'not-offered';

  constructor(owner: string | null) {
    super(
      owner === null
        ? 'Nobody shares this project with the depot at the moment.'
        : `${owner} does not share this project with the depot at the moment.`,
    );
  }
}

/** Whose a project is that has been pushed to, its signed pushes say. */
export class PushedToError extends ShoalError {
  readonly code = 'pushed-to';
  override readonly isFinal = true;

  constructor(name: string, owner: string) {
    super(
      `“${name}” has been pushed to, and is ${owner}’s: whose it is, its signed pushes say. Others are let push with \`shoal depot grant\`.`,
    );
  }
}

/** What a depot keeps is not the user's own to share or to forget. */
export class KeptForOthersError extends ShoalError {
  readonly code = 'kept-for-others';
  override readonly isFinal = true;

  constructor() {
    super('The depot keeps this for others: `shoal depot` lists, adds and removes what it keeps.');
  }
}

/** A backup goes into a folder of its own. */
export class BackupFolderError extends ShoalError {
  readonly code = 'backup-folder';
  override readonly isFinal = true;

  constructor(path: string) {
    super(`${path} exists and is not empty. Choose another folder for the backup.`);
  }
}

export class NoBackupError extends ShoalError {
  readonly code = 'no-backup';
  override readonly isFinal = true;

  constructor(path: string, reason: string, cause?: unknown) {
    super(`${path} cannot be brought back: ${reason}. Nothing was changed.`, { cause });
  }
}

export class DepotNotEmptyError extends ShoalError {
  readonly code = 'depot-not-empty';
  override readonly isFinal = true;

  constructor() {
    super(
      'This depot keeps projects already. Bring a backup back into an empty folder, and start the depot there without --mirror until that is done.',
    );
  }
}

/** Another Shoal, or something else, is in its folder. */
export class DepotFolderError extends ShoalError {
  readonly code = 'depot-folder';

  constructor(path: string, reason: string, cause?: unknown) {
    super(`${path} cannot be used for a depot: ${reason}.`, { cause });
  }
}
