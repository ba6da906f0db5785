/**
 * Failures that a caller of git may have an answer to, told apart by exit status and stderr (in English:
 * git runs with LC_ALL=C):
 * `bad-data`, what it was given to read is missing, cut short, altered or malformed;
 * `too-large`, it would take more memory than it may; `file-gone`, a file that was there a moment ago; `cannot-write`, a file could not be written out;
 * `ref-moved`, a ref is not where a change expects it; `locked`, another git is at work on the same;
 * `filter-failed`, a program that files need (gitattributes(5)); `bad-path`, a name that git writes nowhere;
 * `bad-setting`, a value of the user's settings makes no sense to git, and `unknown-fsck-id`, a name for a fault
 * that another version knows;
 * `in-the-way`, files of the user's would be overwritten; `no-identity`, nobody has told git a name and an address;
 * `not-a-repository`, `foreign-owner` (git-config(1), safe.directory), `bare-by-name` (safe.bareRepository);
 * `no-work-tree`, there are no files beside the repository.
 */
export type GitFailure =
  | 'bad-data'
  | 'too-large'
  | 'file-gone'
  | 'cannot-write'
  | 'ref-moved'
  | 'locked'
  | 'in-the-way'
  | 'no-identity'
  | 'not-a-repository'
  | 'foreign-owner'
  | 'bare-by-name'
  | 'no-work-tree'
  | 'filter-failed'
  | 'bad-path'
  | 'bad-setting'
  | 'unknown-fsck-id';

/** How a git command ended. */
export interface Ending {
  /** Null if a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** An exit status that git gives itself (git(1)): 129 is for a wrong call of it, and our own fault. */
const USAGE = 129;

/** The system's reasons, as they end git's lines: they say nothing about the data. */
const SYSTEM_REASON =
  /: (?:Permission denied|Operation not permitted|Read-only file system|Input\/output error|Too many open files(?: in system)?|Cannot allocate memory|Resource temporarily unavailable|File name too long|File exists|No such file or directory|Is a directory|Not a directory|Device or resource busy)\.?$/m;

/** What may crash a program that reads; SIGKILL and SIGTERM come from outside. */
const CRASHES: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGABRT', 'SIGFPE', 'SIGILL']);

const FILTER_FAILED = /^fatal: (.*): smudge filter (.*) failed$/m;
/** A filter that answers in packets, and has ended or talks nonsense: the only one there to talk with. */
const FILTER_ENDED =
  /^fatal: (?:the remote end hung up|protocol error)|\bgit-filter-(?:server|client)\b/m;

/** Which one it was, of a `filter-failed`, and for which file; null where git does not say. */
export function failedFilter(stderr: string): { file: string; filter: string } | null {
  const [, file, filter] = FILTER_FAILED.exec(stderr) ?? [];
  return file === undefined || filter === undefined ? null : { file, filter };
}

const UNKNOWN_FSCK_ID = /^fatal: Unhandled message id: (.+)$/m;

/** The name, of an `unknown-fsck-id`. */
export function unknownFsckId(stderr: string): string | null {
  return UNKNOWN_FSCK_ID.exec(stderr)?.[1] ?? null;
}

const IS: Record<GitFailure, (ending: Ending) => boolean> = {
  'bad-data': ({ exitCode, signal, stderr }) => {
    if (signal !== null) return CRASHES.has(signal);
    return exitCode !== null && exitCode !== USAGE && !SYSTEM_REASON.test(stderr);
  },
  'too-large': ({ stderr }) => /attempting to allocate \d+ over limit/.test(stderr),
  'file-gone': ({ stderr }) => /: No such file or directory$/m.test(stderr),
  'cannot-write': ({ stderr }) => stderr.includes('unable to write'),
  'ref-moved': ({ stderr }) =>
    /cannot lock ref '.*': (?:is at [0-9a-f]+ but expected|reference already exists|reference is missing but expected|unable to resolve reference)/.test(
      stderr,
    ),
  locked: ({ stderr }) => /Unable to create '.*\.lock': File exists/.test(stderr),
  'in-the-way': ({ stderr }) =>
    /(?:would be overwritten|would be removed) by |would lose untracked files in |not uptodate\. Cannot merge/.test(
      stderr,
    ),
  'no-identity': ({ stderr }) =>
    /Please tell me who you are|empty ident name|unable to auto-detect email|user\.useConfigOnly/i.test(
      stderr,
    ),
  'not-a-repository': ({ stderr }) => /^fatal: not a git repository/m.test(stderr),
  'foreign-owner': ({ stderr }) => stderr.includes('dubious ownership'),
  'filter-failed': ({ stderr }) => FILTER_FAILED.test(stderr) || FILTER_ENDED.test(stderr),
  'bad-path': ({ stderr }) => /^error: invalid path '/m.test(stderr),
  'bad-setting': ({ stderr }) =>
    /^fatal: (?:bad (?:boolean|numeric) config value|bad config|failed to expand user dir|Unknown fsck message type|Cannot demote|Missing '='|could not open object name list|could not read '|invalid object name: )/im.test(
      stderr,
    ),
  'unknown-fsck-id': ({ stderr }) => UNKNOWN_FSCK_ID.test(stderr),
  'bare-by-name': ({ stderr }) => stderr.includes('safe.bareRepository'),
  'no-work-tree': ({ stderr }) =>
    /^fatal: this operation must be run in a work tree$/m.test(stderr),
};

/** The first of the failures a caller expects that this is; null if it is none of them. */
export function recognize(ending: Ending, expected: readonly GitFailure[]): GitFailure | null {
  return expected.find((failure) => IS[failure](ending)) ?? null;
}

/** In the words of the system, and in git's own where a write was cut short. */
const DISK_FULL = /No space left on device|Disk quota exceeded|Out of diskspace/;

/** Whether git failed because there is no room. */
export function saysDiskFull(stderr: string): boolean {
  return DISK_FULL.test(stderr);
}
