import { isGitFailure } from '../git/errors.ts';
import { listRefs } from '../git/for-each-ref.ts';
import { isReadable } from '../git/fsck.ts';
import { checkComplete } from '../git/rev-list.ts';
import type { GitPlace } from '../git/run.ts';

/**
 * Reads every object, and whatever any ref leads to.
 * @returns what is wrong, as the end of a sentence; null if it is whole
 */
export async function findFault(place: GitPlace, signal: AbortSignal): Promise<string | null> {
  const { direct } = await listRefs(place, [], signal);
  const heads = [...new Set(direct.values())];
  if (heads.length === 0) return null;
  try {
    await checkComplete(place, heads, signal);
  } catch (error) {
    if (isGitFailure(error, 'bad-data')) return 'objects are missing';
    throw error;
  }
  return (await isReadable(place, heads, signal)) ? null : 'objects cannot be read';
}
