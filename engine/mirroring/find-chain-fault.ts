import { ChainFile } from '../chain/chain-file.ts';
import type { DepotRecord } from '../depot/depot-records.ts';
import { DamagedFileError } from '../errors/data-folder.ts';
import { listRefs } from '../git/for-each-ref.ts';
import type { GitPlace } from '../git/run.ts';

/** What pushes move. */
const PUSHED = ['refs/heads', 'refs/tags'];

/**
 * Checks every signed push of a project, and that its branches and tags are where these left them. Nothing may be
 * pushed meanwhile.
 * @param folder where the chain is
 * @returns what is wrong, as the end of a sentence; null if nothing is
 */
export async function findChainFault(
  folder: string,
  { swarm: project, owner, heads }: Pick<DepotRecord, 'swarm' | 'owner' | 'heads'>,
  place: GitPlace,
  signal: AbortSignal,
): Promise<string | null> {
  if (!(await ChainFile.isBegun(folder))) {
    return heads === 'pushes' ? 'its signed pushes are missing' : null;
  }
  try {
    const { chain } = await ChainFile.open(folder, { project, owner });
    // Roles may be given before anything is pushed: until then its refs are its owner's.
    if (chain.refs.size === 0) return heads === 'pushes' ? 'its signed pushes are missing' : null;
    const { direct } = await listRefs(place, PUSHED, signal);
    const isSame =
      direct.size === chain.refs.size &&
      [...direct].every(([ref, oid]) => chain.refs.get(ref) === oid);
    return isSame ? null : 'its branches are not where they were pushed';
  } catch (error) {
    if (error instanceof DamagedFileError) return 'its signed pushes cannot be read';
    throw error;
  }
}
