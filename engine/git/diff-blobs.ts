import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, type RunningGit, start } from './run.ts';

interface BlobDiffOptions {
  /** Unchanged lines around what differs. */
  readonly context: number;
  /** As people read it best, in time that grows with the files; or as `git merge-tree` sees it, which can take long. */
  readonly like: 'reading' | 'merging';
  readonly signal?: AbortSignal;
}

const LIKE = {
  reading: ['--diff-algorithm=myers', '--indent-heuristic'],
  merging: ['--diff-algorithm=histogram', '--no-indent-heuristic'],
} as const;

/**
 * How two blobs differ, as a unified diff. By their ids and not by their path: so no attribute of theirs names a
 * program, and no path is ever an argument.
 */
export function startBlobDiff(
  place: GitPlace,
  old: Oid,
  now: Oid,
  { context, like, signal }: BlobDiffOptions,
): RunningGit {
  const args = [
    ...['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--full-index'],
    ...[`--unified=${context}`, '--inter-hunk-context=0', ...LIKE[like]],
  ];
  return start(place, [...args, old, now, '--'], { signal });
}
