import { rmSync } from 'node:fs';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import type { Scope } from './scope.ts';

/**
 * A new folder that is gone when the whole benchmark ends. Not before: for half a minute, ext4 looks
 * at every file that was removed whenever it makes one, and who comes next would pay for that.
 */
export function scratchFolder(scope: Scope): string {
  const folder = temporaryFolder();
  scope.onWholeEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
