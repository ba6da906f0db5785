import { ShoalError } from '../../shared/errors.ts';

/** The file is there, but the system does not let Shoal read it; nothing is done about it. */
export class NoAccessError extends ShoalError {
  readonly code = 'no-access';

  constructor(path: string, cause?: unknown) {
    super(
      `Shoal may not read ${path}. Give your user the right to read and write it, and try again.`,
      {
        cause,
      },
    );
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

/** A new key would make this computer somebody else to all teammates: that is for the user to decide. */
export class DamagedIdentityError extends ShoalError {
  readonly code = 'damaged-identity';

  constructor(path: string, cause?: unknown) {
    super(
      `The key of this computer, ${path}, is damaged. Put it back from a backup; or move it away, and Shoal makes a new one, with which teammates take you for somebody new.`,
      { cause },
    );
  }
}

/** A failure to read `path`, told as a missing right where it is one; anything else as it is. */
export function explainNoAccess(path: string, error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code === 'EACCES' || code === 'EPERM' ? new NoAccessError(path, error) : error;
}
