import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../../engine/testing/git.ts';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';

/** The bytes of the pack that a `git clone` of a repository gets from `git upload-pack`. */
export function plainCloneBytes(repository: string): number {
  const scratch = temporaryFolder();
  try {
    // git writes the pack to a file as it came over the wire (git(1), GIT_TRACE_PACKFILE).
    const trace = join(scratch, 'wire.pack');
    const clone = [
      'clone',
      '--quiet',
      '--bare',
      `file://${repository}`,
      join(scratch, 'clone.git'),
    ];
    git('/', clone, undefined, { GIT_TRACE_PACKFILE: trace });
    return statSync(trace).size;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
