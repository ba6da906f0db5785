import { spawnSync } from 'node:child_process';

/** Why no lab can be made on this machine; null if one can. */
export function labObstacle(): string | null {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || spawnSync('ip', ['-Version']).status !== 0) return 'needs root and iproute2';
  // A container's root may lack the right to make namespaces.
  const made = spawnSync('unshare', ['--net', 'true']).status === 0;
  return made ? null : 'needs the right to make network namespaces';
}

/** Tests skip by its message; it is never a failure of what they test. */
export class LabUnavailableError extends Error {
  override readonly name = 'LabUnavailableError';
}
