import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { InvalidRequestError } from '../../shared/errors.ts';
import type { FoundOpener } from './find-openers.ts';

/** Starts a program in a folder; it goes on when Shoal has ended. @throws InvalidRequestError if it does not start */
export async function openWith(
  opener: FoundOpener,
  folder: string,
  terminal: string | null,
): Promise<void> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const { file, args } = opener.command(folder, terminal);
  const program = spawn(file, [...args], {
    cwd: folder,
    env,
    detached: true,
    stdio: 'ignore',
  });
  program.unref();
  try {
    await once(program, 'spawn');
  } catch (error) {
    throw new InvalidRequestError(`${opener.name} could not be started in ${folder}.`, {
      cause: error,
    });
  }
}
