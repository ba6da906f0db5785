import type { Oid } from '../../shared/ids.ts';
import { existingObjects } from '../git/cat-file.ts';
import { isGitFailure } from '../git/errors.ts';
import { listRefs } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import { checkConnected } from '../git/rev-list.ts';

/** Those that are missing, or here without all that they reach. */
export async function notYetHere(
  repository: Repository,
  oids: readonly Oid[],
  signal: AbortSignal,
): Promise<Oid[]> {
  if (oids.length === 0) return [];
  const [here, refs] = await Promise.all([
    existingObjects(repository, oids, { signal }),
    listRefs(repository, [], signal),
  ]);
  const missing = oids.filter((oid) => !here.has(oid));
  // What a ref leads to is taken for complete, as git itself does it.
  const known = new Set(refs.direct.values());
  const doubtful = [...here].filter((oid) => !known.has(oid));
  if (doubtful.length === 0) return missing;
  try {
    await checkConnected(repository, { from: doubtful }, signal);
    return missing;
  } catch (error) {
    if (isGitFailure(error, 'bad-data')) return [...oids];
    throw error;
  }
}
