import { rmSync } from 'node:fs';
import { temporaryFolder } from '../e2e/support/test-engine.ts';
import type { Scope } from './scope.ts';

/** A new folder that is gone when the scope ends. */
export function scratchFolder(scope: Scope): string {
  const folder = temporaryFolder();
  scope.onEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
