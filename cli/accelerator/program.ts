import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { ShoalError } from '../../shared/errors.ts';

/** The other end of what git says. */
export interface Program {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Settles with the exit status. */
  readonly exited: Promise<number>;
  kill(signal: NodeJS.Signals): void;
}

/** As a shell tells that a signal ended a program. */
const BY_SIGNAL = 128;
const NOT_STARTED = 127;

/** Starts a program; its complaints go where git's go. */
export function startProgram(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Program {
  const child = spawn(command, [...args], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise<number>((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`error: cannot run ${command}: ${error.message}\n`);
      resolve(NOT_STARTED);
    });
    child.once('exit', (code, signal) => {
      resolve(code ?? BY_SIGNAL + (signal === null ? 0 : constants.signals[signal]));
    });
  });
  const { stdin, stdout } = child as typeof child & { stdin: Writable; stdout: Readable };
  return { stdin, stdout, exited, kill: (signal) => void child.kill(signal) };
}

class UnreachableError extends ShoalError {
  readonly code = 'unreachable';

  constructor(host: string, cause: unknown) {
    super(`unable to connect to ${host}: ${(cause as Error).message}`, { cause });
  }
}

/** A connection that takes the place of a program. @throws UnreachableError */
export async function connectProgram(host: string, port: number): Promise<Program> {
  const socket = connect({ host, port, allowHalfOpen: true });
  try {
    await once(socket, 'connect');
  } catch (cause) {
    throw new UnreachableError(host, cause);
  }
  const exited = new Promise<number>((resolve) => socket.once('close', () => resolve(0)));
  return { stdin: socket, stdout: socket, exited, kill: () => void socket.destroy() };
}
