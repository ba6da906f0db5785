import { ShoalError } from '../../shared/errors.ts';
import type { Ending, GitFailure } from './failures.ts';
import { quotedName } from './text.ts';

export class GitMissingError extends ShoalError {
  readonly code = 'git-missing';
  override readonly isFinal = true;

  constructor(cause?: unknown) {
    super('git was not found. Install git 2.38 or later, then start Shoal again.', { cause });
  }
}

export class GitTooOldError extends ShoalError {
  readonly code = 'git-too-old';
  override readonly isFinal = true;

  constructor(version: string) {
    super(`git ${version} is too old. Shoal needs git 2.38 or later.`);
  }
}

/** git failed; what its caller expects of it is told by `failure`. */
export class GitFailedError extends ShoalError {
  readonly code = 'git-failed';

  constructor(
    readonly verb: string,
    readonly ending: Ending,
    /** Which of the failures that its caller expects this is; null if it is none of them. */
    readonly failure: GitFailure | null = null,
  ) {
    const { exitCode, signal, stderr } = ending;
    const lines = stderr.trim().split('\n');
    const told = lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines.at(-1);
    super(`git ${verb} failed: ${told || signal || `exit status ${exitCode}`}`);
  }

  get exitCode(): number | null {
    return this.ending.exitCode;
  }

  get stderr(): string {
    return this.ending.stderr;
  }
}

/** Whether git failed in this way; only a failure that the command's caller expects is ever told. */
export function isGitFailure(error: unknown, failure: GitFailure): error is GitFailedError {
  return error instanceof GitFailedError && error.failure === failure;
}

export class NotARepositoryError extends ShoalError {
  readonly code = 'not-a-repository';

  constructor(path: string, cause?: unknown) {
    super(`${path} is not a git repository. Choose a folder that git works in.`, { cause });
  }
}

/** What stands for bytes that are no UTF-8 in what a program was started with. */
const NOT_UTF8 = '\ufffd';

export class FolderMissingError extends ShoalError {
  readonly code = 'folder-missing';

  constructor(path: string, cause?: unknown) {
    const advice = path.includes(NOT_UTF8)
      ? 'If its name is not in UTF-8, rename it: Shoal cannot say it to other programs.'
      : 'Check its name, and whether the disk that it is on is there.';
    super(`${path} does not exist. ${advice}`, { cause });
  }
}

export class UnreadableNameError extends ShoalError {
  readonly code = 'folder-name';

  constructor(path: string) {
    super(`The name of ${quotedName(path)} is not in UTF-8. Rename the folder, then add it again.`);
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

export class ShallowRepositoryError extends ShoalError {
  readonly code = 'repository-shallow';

  constructor(path: string) {
    super(`${path} is a shallow clone. Run “git fetch --unshallow” there first.`);
  }
}

export class PartialRepositoryError extends ShoalError {
  readonly code = 'repository-partial';
  override readonly isFinal = true;

  constructor(path: string) {
    super(`${path} is a partial clone, which lacks objects. Use a full clone.`);
  }
}
