import type { Oid } from '../../shared/ids.ts';
import { bringLargeFiles, forgetParts, type LargeFiles } from '../receiving/lfs/bring-files.ts';

/** Of so many heads that came, the large files are fetched too: whoever fetches hundreds checks out few of them. */
const MOST_HEADS = 8;

/**
 * Brings the large files that a checkout of one of these heads needs. The heads are here already: whatever
 * happens to the files, an interruption included, git-lfs gets what is missing from its server.
 */
export async function fetchLargeFiles(
  task: Omit<LargeFiles, 'place' | 'commit'>,
  heads: readonly Oid[],
): Promise<void> {
  const { repository: place } = task;
  try {
    for (const commit of [...new Set(heads)].slice(0, MOST_HEADS)) {
      await bringLargeFiles({ ...task, place, commit });
    }
  } catch {
    await forgetParts(place);
  }
}
