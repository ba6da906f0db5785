import { execFile } from 'node:child_process';

/** What a command printed, and its exit status; null if it is not here, may not be started, or took too long. */
export type ProbeOutput = { readonly exitCode: number; readonly stdout: string } | null;

/** Runs a command that only looks at something. */
export type RunProbe = (command: string, ...args: string[]) => Promise<ProbeOutput>;

/** How long a command may take, in milliseconds: PowerShell needs seconds to start. */
const WITHIN = 5_000;
const MOST_OUTPUT = 4 * 1024 * 1024;

/** Without a shell; what it prints is in English, and what it asks is answered with nothing. */
export function probeRunner(signal: AbortSignal): RunProbe {
  return (command, ...args) =>
    new Promise((resolve) => {
      const options = {
        signal,
        timeout: WITHIN,
        maxBuffer: MOST_OUTPUT,
        windowsHide: true,
        env: { ...process.env, LC_ALL: 'C' },
      };
      const child = execFile(command, args, options, (error, stdout) => {
        if (error === null) resolve({ exitCode: 0, stdout });
        else resolve(typeof error.code === 'number' ? { exitCode: error.code, stdout } : null);
      });
      child.stdin?.end();
    });
}
