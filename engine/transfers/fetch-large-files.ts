import type { RefUpdate } from '../../shared/api/activity-state.ts';
import { bringLargeFiles, forgetParts, type LargeFiles } from '../receiving/lfs/bring-files.ts';

/** Of so many heads that came, the large files are fetched too: whoever fetches hundreds checks out few of them. */
const MOST_HEADS = 8;

/**
 * Brings the large files that a checkout of one of these heads needs. The heads are here already: whatever
 * happens to the files, an interruption included, git-lfs gets what is missing from its server.
 */
export async function fetchLargeFiles(
  task: Omit<LargeFiles, 'place' | 'commit'>,
  updates: readonly RefUpdate[],
): Promise<void> {
  const { repository: place } = task;
  const commits = new Set(updates.flatMap(({ new: commit }) => commit ?? []));
  try {
    for (const commit of [...commits].slice(0, MOST_HEADS)) {
      await bringLargeFiles({ ...task, place, commit });
    }
  } catch {
    await forgetParts(place);
  }
}
