import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { ObjectsRequest } from '../../shared/gtp/reel.ts';
import { TooLargeToGiveError } from '../errors/repositories.ts';
import { byteLines } from '../git/lines.ts';
import type { Repository } from '../git/open.ts';
import { packObjects } from '../git/pack-objects.ts';
import { COMMIT_MARK, enumerateObjects } from '../git/rev-list.ts';
import { type Bytes, bytesOfFile } from '../reels/bytes.ts';

/** A pack in a folder of its own, which is removed once it is sent. */
export interface SentOnce extends AsyncDisposable {
  readonly bytes: Bytes;
  readonly checksum: string;
}

/**
 * Packs single objects, but only those that the wants reach.
 * @returns null if an object is not reached
 */
export async function packReachableObjects(
  repository: Repository,
  { wants, objects }: ObjectsRequest,
  scratchRoot: string,
  signal: AbortSignal,
): Promise<SentOnce | null> {
  const missing = new Set<string>(objects);
  const hexLength = repository.objectFormat === 'sha1' ? 40 : 64;
  const listing = enumerateObjects(repository, { from: wants }, signal);
  for await (const lines of byteLines(listing.stdout)) {
    for (const line of lines) {
      const start = line[0] === COMMIT_MARK.charCodeAt(0) ? 1 : 0;
      missing.delete(line.toString('latin1', start, start + hexLength));
    }
    if (missing.size === 0) break;
  }
  listing[Symbol.dispose]();
  if (missing.size > 0) return null;
  const scratch = await mkdtemp(join(scratchRoot, 'objects-'));
  const remove = () => rm(scratch, { recursive: true, force: true });
  try {
    const list = `${objects.join('\n')}\n`;
    const checksum = await packObjects(repository, list, join(scratch, 'pack'), signal);
    const bytes = await bytesOfFile(join(scratch, `pack-${checksum}.pack`));
    if (bytes.size > LIMITS.blockBytes) throw new TooLargeToGiveError(repository.path);
    return {
      bytes,
      checksum,
      [Symbol.asyncDispose]: remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
