import type { Oid } from '../../shared/ids.ts';
import { existingObjects } from '../git/cat-file.ts';
import { isGitFailure } from '../git/errors.ts';
import type { Repository } from '../git/open.ts';
import { checkConnected } from '../git/rev-list.ts';

/** Those that are missing, or here without all that they reach. */
export async function notYetHere(
  repository: Repository,
  oids: readonly Oid[],
  signal: AbortSignal,
): Promise<Oid[]> {
  const here = await existingObjects(repository, oids, { signal });
  const missing = oids.filter((oid) => !here.has(oid));
  if (here.size === 0) return missing;
  try {
    await checkConnected(repository, [...here], signal);
    return missing;
  } catch (error) {
    if (isGitFailure(error, 'bad-data')) return [...oids];
    throw error;
  }
}
