import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What git leaves in its folder while something is under way (gitrepository-layout(5)), in the words of its commands. */
const TRACES = {
  MERGE_HEAD: 'a merge',
  CHERRY_PICK_HEAD: 'a cherry-pick',
  REVERT_HEAD: 'a revert',
  BISECT_LOG: 'a bisect',
  'rebase-merge': 'a rebase',
  'rebase-apply': 'a rebase',
} as const;

export const INDEX_LOCK = 'index.lock';

/**
 * What has been begun in a working tree and not ended, such as `a merge`; `a lock` while git is at work there, or was
 * interrupted. Null where there is nothing.
 */
export async function findUnderWay(gitDir: string): Promise<string | null> {
  for (const [name, words] of Object.entries(TRACES)) {
    if (await exists(join(gitDir, name))) return words;
  }
  return (await exists(join(gitDir, INDEX_LOCK))) ? 'a lock' : null;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
