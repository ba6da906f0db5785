import { execFile } from 'node:child_process';

const TIMEOUT_MS = 1_000;

/** What an object on a bus of the desktop's answers; empty without that bus, that object, or the tool. */
export function dbusSend(args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile('dbus-send', args, { timeout: TIMEOUT_MS }, (error, stdout) =>
      resolve(error === null ? stdout : ''),
    );
  });
}
