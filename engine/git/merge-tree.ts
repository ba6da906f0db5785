import { MAX_CONFLICT_NAMES, type MergeOutlook } from '../../shared/domain/git/merge-outlook.ts';
import { oneLine } from '../../shared/domain/words/text.ts';
import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git } from './run.ts';
import { quotedName } from './text.ts';

/** What is shown of a name, in characters. */
const MAX_NAME_LENGTH = 200;

/**
 * Merges two commits without a working tree (git-merge-tree(1)), and tells where they conflict.
 * What it makes goes to the object directory of `place`.
 * @throws GitFailedError also when the two have no commit in common
 */
export async function mergeTree(
  place: GitPlace,
  ours: Oid,
  theirs: Oid,
  signal?: AbortSignal,
): Promise<MergeOutlook> {
  const { stdout, exitCode } = await git(
    place,
    ['merge-tree', '--write-tree', '--name-only', '-z', '--no-messages', ours, theirs],
    { signal, successExitCodes: [0, 1] },
  );
  return exitCode === 0 ? { kind: 'clean' } : { kind: 'conflicts', ...conflictNames(stdout) };
}

/** From the merged tree's id and the names that follow it, each of them ended by a NUL. */
export function conflictNames(output: string): { files: string[]; more: number } {
  const files: string[] = [];
  let more = 0;
  for (let start = output.indexOf('\0') + 1; start > 0 && start < output.length; ) {
    const end = output.indexOf('\0', start);
    const name = output.slice(start, end < 0 ? undefined : end);
    if (files.length === MAX_CONFLICT_NAMES) more += 1;
    // A name of nothing but control characters is a file all the same.
    else files.push(oneLine(quotedName(name), MAX_NAME_LENGTH) || '\ufffd');
    start = end < 0 ? output.length : end + 1;
  }
  return { files, more };
}
