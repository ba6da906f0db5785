import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** gitformat-bundle(5) */
const SIGNATURE = /^# v[23] git bundle\n/;
const SIGNATURE_BYTES = 16;

/** Whether a path is that of a bundle, which git reads by itself. */
export function isBundle(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    const file = openSync(path, 'r');
    try {
      const start = Buffer.alloc(SIGNATURE_BYTES);
      const length = readSync(file, start, 0, SIGNATURE_BYTES, 0);
      return SIGNATURE.test(start.toString('latin1', 0, length));
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

/** `<oid> <ref>` of each head. */
export function bundleHeads(path: string): string[] {
  const { stdout } = spawnSync('git', ['bundle', 'list-heads', path], {
    ...{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 256 * 1024 * 1024 },
  });
  return stdout.split('\n').filter((line) => line !== '');
}

/** Brings all of its objects into the repository. @returns whether that went well */
export function unbundle(path: string): boolean {
  const stdio: ['ignore', 'ignore', 'inherit'] = ['ignore', 'ignore', 'inherit'];
  return spawnSync('git', ['bundle', 'unbundle', path], { stdio }).status === 0;
}
