import { ShoalError } from '../../shared/errors.ts';
import { explainDiskFull } from './interruptions.ts';

/** It is there, but the system does not let Shoal read or change it; nothing is done about it. */
export class NoAccessError extends ShoalError {
  readonly code = 'no-access';

  constructor(path: string, cause?: unknown) {
    super(
      `Shoal may not read or change ${path}. Give your user the right to read and write it, and try again.`,
      { cause },
    );
  }
}

class ReadOnlyError extends ShoalError {
  readonly code = 'read-only';

  constructor(path: string, cause?: unknown) {
    super(
      `Shoal cannot write to ${path}: its disk is read-only. Make it writable, or choose another folder with --data.`,
      { cause },
    );
  }
}

/** A file stands where the data folder, or one that it is in, should be. */
class NotAFolderError extends ShoalError {
  readonly code = 'not-a-folder';

  constructor(path: string, cause?: unknown) {
    super(`${path} is not a folder. Move it away, or choose another data folder with --data.`, {
      cause,
    });
  }
}

/** What a file holds is not what Shoal writes there, or a folder stands in its place. */
export class DamagedFileError extends ShoalError {
  readonly code = 'damaged-file';

  constructor(
    readonly path: string,
    /** What the file holds; null for a folder. */
    readonly text: string | null,
    cause?: unknown,
  ) {
    super(`${path} is damaged.`, { cause });
  }
}

/** What lies in the place of the key is none. */
export class DamagedIdentityError extends ShoalError {
  readonly code = 'damaged-identity';

  constructor(path: string, cause?: unknown) {
    super(`The key of this computer, ${path}, is damaged. Put it back from a backup.`, { cause });
  }
}

/** A failure to read `path`, told as a missing right where it is one; anything else as it is. */
export function explainNoAccess(path: string, error: unknown): unknown {
  const { code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (code === 'EROFS') return new ReadOnlyError(path, error);
  return code === 'EACCES' || code === 'EPERM' ? new NoAccessError(path, error) : error;
}

/** A failure of the file system in the data folder, as what the user can do about it; anything else as it is. */
export function explainDataFolder(path: string, error: unknown): unknown {
  const { code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const isInTheWay = code === 'ENOTDIR' || code === 'EEXIST';
  if (isInTheWay) return new NotAFolderError(path, error);
  return explainDiskFull(explainNoAccess(path, error));
}
