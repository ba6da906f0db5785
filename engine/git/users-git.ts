import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { CancelledError } from '../../shared/errors.ts';
import { GitMissingError } from './errors.ts';

/** What of git's last words is kept, in bytes. */
const MAX_STDERR = 16 * 1024;
/** Enough for what an origin lists of 30,000 refs, in bytes. */
const MAX_STDOUT = 4 * 1024 * 1024;

/** Of the environment, what would point git to another repository than the one that is made (git(1)). */
const OTHER_REPOSITORY = [
  ...[
    'GIT_DIR',
    'GIT_WORK_TREE',
    'GIT_COMMON_DIR',
    'GIT_INDEX_FILE',
    'GIT_NAMESPACE',
    'GIT_PREFIX',
  ],
  ...['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_SHALLOW_FILE'],
];

/** Where the user sees and answers what git says; without one, git asks nothing. */
export interface UsersTerminal {
  readonly stderr: { write(bytes: Uint8Array): unknown; readonly isTTY?: boolean };
}

export interface UsersGitOptions {
  /** Absolute; git works there. */
  readonly cwd: string;
  readonly terminal: UsersTerminal | null;
  readonly signal: AbortSignal;
}

/**
 * Runs git as the user would: all settings are in force, with credentials, proxies, hooks and whatever else they name.
 * Only for what the user asked for, with an address that the user gave; for everything else there is `run.ts`.
 * @returns the exit status, the end of what git said, and what it printed, as far as that is bounded
 * @throws GitMissingError, CancelledError
 */
export async function runUsersGit(
  args: readonly string[],
  { cwd, terminal, signal }: UsersGitOptions,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  signal.throwIfAborted();
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', LANGUAGE: '' };
  for (const name of OTHER_REPOSITORY) delete env[name];
  if (terminal === null) env.GIT_TERMINAL_PROMPT = '0';
  const child = spawn('git', ['-C', cwd, ...args], {
    cwd: dirname(process.execPath),
    env,
    stdio: [terminal === null ? 'ignore' : 'inherit', 'pipe', 'pipe'],
    // In a session of its own nothing that git starts finds a terminal to ask on.
    detached: terminal === null && process.platform !== 'win32',
    windowsHide: true,
  });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  let [printed, said] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => {
    if (printed.length < MAX_STDOUT) printed += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    terminal?.stderr.write(bytes);
    said = (said + bytes.toString()).slice(-MAX_STDERR);
  });
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on('error', (error: NodeJS.ErrnoException) => {
        reject(error.code === 'ENOENT' ? new GitMissingError(error) : error);
      });
      child.on('close', (code) => resolve(code));
    });
    if (signal.aborted) throw new CancelledError();
    return { exitCode, stdout: printed, stderr: said };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** What git and ssh say where the other side cannot be reached, or is not well; not where it refuses. */
const UNREACHABLE = [
  /Could(?:n't| not) (?:resolve|connect)/i,
  /Failed to connect/i,
  /Connection (?:refused|timed out|reset|closed)/i,
  /unable to (?:look up|connect to)/i,
  /Network is unreachable|No route to host|Temporary failure in name resolution/i,
  /(?:Operation|Connection|Resolving) timed out|Empty reply from server/i,
  /The requested URL returned error: 5\d\d/,
  /early EOF|the remote end hung up unexpectedly|unexpected disconnect/i,
];

/** Whether git failed because the other side is down. */
export function saysUnreachable(stderr: string): boolean {
  const refuses = /Permission denied|Authentication failed|could not read (?:Username|Password)/i;
  return !refuses.test(stderr) && UNREACHABLE.some((words) => words.test(stderr));
}
