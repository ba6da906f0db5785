import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, type RunningGit, start } from './run.ts';

/**
 * How two blobs differ, as a unified diff. By their ids and not by their path: so no attribute of theirs names a
 * program, and no path is ever an argument.
 * @param context unchanged lines around what differs
 */
export function startBlobDiff(
  place: GitPlace,
  old: Oid,
  now: Oid,
  { context, signal }: { readonly context: number; readonly signal?: AbortSignal },
): RunningGit {
  const args = [
    ...['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--full-index', '--histogram'],
    ...[`--unified=${context}`, '--inter-hunk-context=0', '--no-indent-heuristic'],
  ];
  return start(place, [...args, old, now, '--'], { signal });
}
