import { spawnSync } from 'node:child_process';

/** Waits until all that was written is on the disk, so that who comes next does not wait for it. */
export function settleDisk(): void {
  spawnSync('sync');
}
