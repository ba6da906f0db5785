import type { Oid } from '../../shared/ids.ts';
import { revisions } from './rev-list.ts';
import { type GitPlace, type RunningGit, start } from './run.ts';

/**
 * Packs all that `from` reaches and `notFrom` does not, for somebody who has the latter: its deltas may build on
 * that.
 */
export function packForPush(
  place: GitPlace,
  from: readonly Oid[],
  notFrom: readonly Oid[],
  signal?: AbortSignal,
): RunningGit {
  const args = ['pack-objects', '--revs', '--stdout', '--thin', '--delta-base-offset', '--quiet'];
  return start(place, args, { signal, input: revisions({ from, notFrom }) });
}
