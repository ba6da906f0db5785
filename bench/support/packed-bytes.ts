import { execFileSync } from 'node:child_process';
import { PLAIN_GIT } from './place.ts';

/** The bytes of a pack that brings `wants` to someone who has `haves`, as `git fetch` would get it. */
export function packedBytes(
  repository: string,
  wants: readonly string[],
  haves: readonly string[],
): number {
  const input = [...wants, ...haves.map((have) => `^${have}`), ''].join('\n');
  const options = ['--revs', '--thin', '--delta-base-offset', '--stdout', '-q'];
  const pack = execFileSync('git', ['-C', repository, 'pack-objects', ...options], {
    input,
    env: { ...process.env, ...PLAIN_GIT },
    maxBuffer: 512 * 1024 * 1024,
  });
  return pack.length;
}
