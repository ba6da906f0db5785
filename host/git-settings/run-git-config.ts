import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ShoalError } from '../../shared/errors.ts';

const run = promisify(execFile);

class GitConfigError extends ShoalError {
  readonly code = 'git-settings';

  constructor(cause: unknown) {
    const { stderr, message } = cause as { stderr?: string; message: string };
    super(`git could not change its settings: ${(stderr || message).trim()}`, { cause });
  }
}

/** Nothing was found: no failure where something is looked for, or removed. */
const NOTHING_FOUND = [1, 5];

/** @throws GitConfigError */
export async function gitConfig(...args: string[]): Promise<string> {
  try {
    return (await run('git', ['config', ...args])).stdout;
  } catch (cause) {
    const { code } = cause as { code?: number | string };
    if (typeof code === 'number' && NOTHING_FOUND.includes(code)) return '';
    throw new GitConfigError(cause);
  }
}
