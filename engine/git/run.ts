import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CancelledError } from '../../shared/errors.ts';
import { DiskFullError } from '../errors/interruptions.ts';
import { GitFailedError, GitMissingError } from './errors.ts';
import { type GitFailure, recognize, saysDiskFull } from './failures.ts';
import { bytesOf, textOf } from './text.ts';

/** Where a git command works: a repository, or just a folder. */
export interface GitPlace {
  /** Absolute path of the `.git` directory; without one, git looks for it from `cwd`. */
  readonly gitDir?: string;
  /** Top of the working tree, whatever the repository says of it (core.worktree). */
  readonly workTree?: string;
  readonly cwd?: string;
  /** Where new objects go, and where else they are looked for, instead of the repository's own. */
  readonly objects?: { readonly directory: string; readonly alternates: readonly string[] };
  /** Another file than the repository's as the index. */
  readonly index?: string;
  /** The user's and the system's settings do not count: what a peer wrote must set none of their programs going. */
  readonly withoutSettings?: true;
}

/** A setting that goes before those of all files. Its name may hold any character but a zero byte. */
export type Setting = readonly [name: string, value: string];

export interface GitOptions {
  readonly signal?: AbortSignal;
  /** For this command alone. */
  readonly settings?: readonly Setting[];
  readonly input?: string | Readable;
  /** More is written to `stdin` by whoever started it, who also ends that. */
  readonly keepsInputOpen?: true;
  /** Exit codes that are an answer and no failure; `[0]` if left out. */
  readonly successExitCodes?: readonly number[];
  /** Filters of the user's may connect to where they have files from (git-lfs), by the settings for that. */
  readonly mayConnect?: boolean;
  /** The most that git may take in memory at once for one thing, in bytes: what asks for more fails as `too-large`. */
  readonly largestPiece?: number;
  /** The wire protocol that git's server side speaks (gitprotocol-v2(5)); its first version if left out. */
  readonly protocol?: 2;
  /** Failures that the caller has an answer to: `isGitFailure` tells which one it was. */
  readonly expects?: readonly GitFailure[];
  /** Failures that are an answer themselves: what git printed before counts. */
  readonly answers?: readonly GitFailure[];
}

/** What a command may print before it is stopped, in bytes, unless it is streamed. */
const MAX_OUTPUT = 64 * 1024 * 1024;
const MAX_STDERR = 16 * 1024;

/** What a hook can be for (githooks(5)), of all that happens here; since git 2.54 a setting can name one, too. */
const HOOK_EVENTS = [
  'reference-transaction',
  'post-index-change',
  'post-checkout',
  'post-merge',
  'pre-auto-gc',
];

// A user's settings stay in force, but for those that would change what a plumbing command means.
const FIXED_CONFIG = [
  'core.quotePath=false',
  'pack.packSizeLimit=0',
  'gc.auto=0',
  'color.ui=false',
  // An empty graft file is how grafts are turned off; git would advise against it each time.
  'advice.graftFileDeprecated=false',
];

const NULL_FILE = process.platform === 'win32' ? 'NUL' : '/dev/null';

/**
 * Settings of a repository may have been written by somebody else, and may name files that come with a
 * commit: no program starts because of them. What names one in git-config(1) is off here, or is `false`, a
 * program that does nothing and fails. What has a name of its own choice (`filter.<name>.clean`) is in `own-programs.ts`.
 */
const NO_PROGRAMS = [
  `core.hooksPath=${NULL_FILE}`,
  ...HOOK_EVENTS.map((event) => `hook.${event}.enabled=false`),
  'core.fsmonitor=false',
  'core.alternateRefsCommand=false',
  'core.pager=cat',
  'core.editor=false',
  'sequence.editor=false',
  'diff.external=false',
  'gpg.program=false',
  'gpg.openpgp.program=false',
  'gpg.x509.program=false',
  'gpg.ssh.program=false',
  'gpg.ssh.defaultKeyCommand=false',
  'merge.verifySignatures=false',
  'log.showSignature=false',
  // Below a working tree may be other repositories, with settings that these here do not reach.
  'submodule.recurse=false',
  'status.submoduleSummary=false',
  'maintenance.auto=false',
];

/** The same for all that helps git to reach another computer, which it never does here. */
const NO_CONNECTIONS = [
  'core.sshCommand=false',
  'core.gitProxy=false',
  'core.askPass=false',
  'credential.helper=',
];

/**
 * Runs the installed git without a shell. `args` are written by this program alone: what a peer
 * or a user chose goes through standard input, or after `--end-of-options`. What git prints, and what it
 * reads, is as `textOf` has it: bytes that are no UTF-8 are not lost.
 * @throws GitFailedError, GitMissingError, DiskFullError, CancelledError
 */
export async function git(
  place: GitPlace,
  args: readonly string[],
  options: GitOptions = {},
): Promise<{ stdout: string; exitCode: number }> {
  const running = start(place, args, options);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of running.stdout) {
    size += (chunk as Buffer).length;
    if (size > MAX_OUTPUT) {
      running[Symbol.dispose]();
      const ending = { exitCode: null, signal: null, stderr: 'it printed more than expected' };
      throw new GitFailedError(args[0] ?? '', ending);
    }
    chunks.push(chunk as Buffer);
  }
  const exitCode = await running.exit;
  return { stdout: textOf(Buffer.concat(chunks)), exitCode };
}

export interface RunningGit extends Disposable {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Settles when git has ended: its exit code, or the failure. */
  readonly exit: Promise<number>;
  /** Ends git if it still runs; `exit` then fails. */
  [Symbol.dispose](): void;
}

/** Like `git`, for output of any size. Read `stdout` to its end, then await `exit`. */
export function start(
  place: GitPlace,
  args: readonly string[],
  options: GitOptions = {},
): RunningGit {
  const { signal, input } = options;
  signal?.throwIfAborted();
  const child = spawn('git', [...placeArgs(place), ...settingArgs(options), ...args], {
    // The command's folder goes by `-C`: Windows would look for git itself there, and a folder that is gone
    // would be told as if git were.
    cwd: OWN_FOLDER,
    env: environment(place, options),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const stop = () => child.kill();
  signal?.addEventListener('abort', stop, { once: true });
  feed(child.stdin, input, options.keepsInputOpen);
  const stderr = tail(child.stderr);
  const exit = ended(child, args[0] ?? '', stderr, options).finally(() =>
    signal?.removeEventListener('abort', stop),
  );
  const checked = exit.catch((error: unknown) => {
    throw signal?.aborted ? new CancelledError() : error;
  });
  // Whoever reads stdout may fail first; the exit is then of no interest, and no unhandled rejection.
  checked.catch(() => {});
  return { stdin: child.stdin, stdout: child.stdout, exit: checked, [Symbol.dispose]: stop };
}

/** Of this program: always there, and nobody else's. */
const OWN_FOLDER = dirname(process.execPath);

function placeArgs({ gitDir, workTree, cwd }: GitPlace): string[] {
  const args = ['--no-pager'];
  if (cwd !== undefined) args.push('-C', cwd);
  if (gitDir !== undefined) args.push(`--git-dir=${gitDir}`);
  if (workTree !== undefined) args.push(`--work-tree=${workTree}`);
  return args;
}

function settingArgs({ mayConnect = false }: GitOptions): string[] {
  const settings = [...FIXED_CONFIG, ...NO_PROGRAMS, ...(mayConnect ? [] : NO_CONNECTIONS)];
  return settings.flatMap((setting) => ['-c', setting]);
}

/** The user's environment without what would point git elsewhere or change how objects look. */
function environment(
  { objects, index, withoutSettings }: GitPlace,
  { settings = [], largestPiece, protocol }: GitOptions,
): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [key, value] of Object.entries(process.env)) {
    if (!key.toUpperCase().startsWith('GIT_')) env[key] = value;
  }
  // Replace refs and grafts would make two peers list the same history differently.
  env.GIT_NO_REPLACE_OBJECTS = '1';
  env.GIT_GRAFT_FILE = NULL_FILE;
  env.GIT_NO_LAZY_FETCH = '1';
  env.GIT_OPTIONAL_LOCKS = '0';
  env.GIT_TERMINAL_PROMPT = '0';
  // The name of no protocol: git itself fetches nothing, whatever a remote's settings would start for it.
  env.GIT_ALLOW_PROTOCOL = 'none';
  // rev-list would write each line to a pipe by itself (git(1)): every command here is read to its end.
  env.GIT_FLUSH = '0';
  env.LC_ALL = 'C';
  // git's own guard, which its tests for large files use.
  if (largestPiece !== undefined) env.GIT_ALLOC_LIMIT = `${largestPiece}`;
  if (protocol !== undefined) env.GIT_PROTOCOL = `version=${protocol}`;
  if (index !== undefined) env.GIT_INDEX_FILE = index;
  if (withoutSettings) {
    env.GIT_CONFIG_GLOBAL = NULL_FILE;
    env.GIT_CONFIG_NOSYSTEM = '1';
    env.GIT_ATTR_NOSYSTEM = '1';
  }
  if (settings.length > 0) env.GIT_CONFIG_COUNT = `${settings.length}`;
  for (const [index, [name, value]] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = name;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  if (objects !== undefined) {
    env.GIT_OBJECT_DIRECTORY = objects.directory;
    env.GIT_ALTERNATE_OBJECT_DIRECTORIES = objects.alternates.map(quoteAlternate).join(delimiter);
  }
  return env;
}

const delimiter = process.platform === 'win32' ? ';' : ':';

/** A path that holds the delimiter or starts with a quote must be quoted (git(1), same variable). */
function quoteAlternate(path: string): string {
  if (!path.includes(delimiter) && !path.startsWith('"')) return path;
  return `"${path.replace(/[\\"]/g, (char) => `\\${char}`)}"`;
}

function feed(stdin: Writable, input: GitOptions['input'], keepsOpen = false): void {
  // git may end without reading all of it; its exit code tells why.
  stdin.on('error', () => {});
  if (keepsOpen) return;
  if (input === undefined) stdin.end();
  else if (typeof input === 'string') stdin.end(bytesOf(input));
  else pipeline(input, stdin).catch(() => stdin.destroy());
}

function tail(stderr: Readable): () => string {
  let text = '';
  stderr.setEncoding('utf8');
  stderr.on('data', (chunk: string) => {
    text = (text + chunk).slice(-MAX_STDERR);
  });
  return () => text;
}

function ended(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  verb: string,
  stderr: () => string,
  { successExitCodes = [0], expects = [], answers = [] }: GitOptions,
): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new GitMissingError(error) : error);
    });
    child.on('close', (exitCode, signal) => {
      if (exitCode !== null && successExitCodes.includes(exitCode)) return resolve(exitCode);
      const ending = { exitCode, signal, stderr: stderr() };
      if (exitCode !== null && recognize(ending, answers) !== null) return resolve(exitCode);
      const failure = recognize(ending, expects);
      reject(explainFull(new GitFailedError(verb, ending, failure)));
    });
  });
}

/** A full disk is no fault of what git was given. */
function explainFull(error: GitFailedError): Error {
  return saysDiskFull(error.stderr) ? new DiskFullError(error) : error;
}
