import { rmSync } from 'node:fs';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import type { Scope } from './scope.ts';

/** A new folder that is gone when the scope ends. */
export function scratchFolder(scope: Scope): string {
  const folder = temporaryFolder();
  scope.onEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
