import { type GitPlace, git } from './run.ts';

/**
 * Rewrites all packs as one, under a multi-pack-index, and removes those that it replaces. Deltas
 * are reused as they are. Whoever reads the repository meanwhile finds every object, in the old
 * packs or the new one (git-multi-pack-index(1)).
 */
export async function consolidatePacks(place: GitPlace, signal?: AbortSignal): Promise<void> {
  const verbs = [['write'], ['repack', '--batch-size=0'], ['expire']];
  for (const [verb = '', ...options] of verbs) {
    await git(place, ['multi-pack-index', verb, '--no-progress', ...options], { signal });
  }
}
