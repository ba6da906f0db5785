import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const TIMEOUT_MS = 30_000;

/**
 * Runs a short command to its end.
 *
 * @returns what it printed
 * @throws if its exit status is not 0, with its error output in the message
 */
export async function run(command: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute(command, args, {
    timeout: TIMEOUT_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
