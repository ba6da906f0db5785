import { withoutHooks } from './own-programs.ts';
import { type GitPlace, git } from './run.ts';

/** What is not reached is kept for so long: somebody may be about to refer to it. */
const PRUNE = '2.weeks.ago';

/** On one core, and within these many bytes at once for comparing. */
const BOUNDS = [
  ['pack.threads', '1'],
  ['pack.windowMemory', '64m'],
  ['gc.autoDetach', 'false'],
] as const;

/** Puts objects and refs together, and removes what nothing has reached for weeks. */
export async function collectGarbage(place: GitPlace, signal?: AbortSignal): Promise<void> {
  const settings = [...BOUNDS, ...(await withoutHooks(place, signal))];
  await git(place, ['gc', '--quiet', `--prune=${PRUNE}`], { signal, settings });
}
