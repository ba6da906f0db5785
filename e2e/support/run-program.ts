import { type ChildProcessByStdio, type SpawnOptions, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

const QUIET: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];

export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, without any input. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env'>,
): Promise<CliResult> {
  return resultOf(spawn(command, args, { ...options, stdio: QUIET }));
}

/** Runs a program until it is interrupted as by Ctrl+C, which the programs it started feel, too. */
export function runUntilInterrupted(
  command: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env'>,
): { readonly ended: Promise<CliResult>; interrupt(): void } {
  const child = spawn(command, args, { ...options, stdio: QUIET, detached: true });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started.`);
  return { ended: resultOf(child), interrupt: () => process.kill(-pid, 'SIGINT') };
}

function resultOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<CliResult> {
  return new Promise((settle, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => settle({ exitCode: code ?? -1, stdout, stderr }));
  });
}
