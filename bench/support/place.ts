import { LabProcess, type SpawnOptions } from '../../e2e/lab/lab-process.ts';
import type { Scope } from './scope.ts';
import { within } from './within.ts';

/** A machine that programs run on: a host of a lab, or this machine itself. */
export interface Place {
  /** Where the others reach it. */
  readonly address: string;
  spawn(command: string, args: readonly string[], options?: SpawnOptions): LabProcess;
}

export const THIS_MACHINE: Place = {
  address: '127.0.0.1',
  spawn: (command, args, options) => new LabProcess(command, args, options),
};

/** git as it is without anybody's settings, and without a question to anybody. */
export const PLAIN_GIT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
} as const;

/**
 * Runs a program to its end.
 *
 * @throws with what it said if it fails, or takes longer than `seconds`; it is ended then
 */
export async function runAt(
  scope: Scope,
  place: Place,
  seconds: number,
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<void> {
  const running = await scope.use(place.spawn(command, args, options));
  try {
    const code = await within(seconds, command, running.exited);
    if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${running.errors}`);
  } finally {
    await running[Symbol.asyncDispose]();
  }
}
