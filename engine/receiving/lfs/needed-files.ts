import type { Oid } from '../../../shared/ids.ts';
import type { GitPlace } from '../../git/run.ts';
import { attributesMention, smallBlobs } from '../../git/small-blobs.ts';
import { isStored } from '../../lfs/lfs-store.ts';
import { LFS_ATTRIBUTE, POINTER_LIMIT, type Pointer, parsePointer } from '../../lfs/pointer.ts';

/** Of more files than this, the first are brought: whoever has so many uses few of them. */
const MOST_FILES = 100_000;

/** The large files that a checkout of this commit needs, and that are not in the store. */
export async function neededFiles(
  place: GitPlace,
  commit: Oid,
  folder: string,
  signal: AbortSignal,
): Promise<Pointer[]> {
  if (!(await attributesMention(place, commit, LFS_ATTRIBUTE, signal))) return [];
  const needed = new Map<string, Pointer>();
  for await (const blob of smallBlobs(place, { filesOf: commit }, POINTER_LIMIT, signal)) {
    const pointer = parsePointer(blob);
    if (pointer === null || pointer.size === 0 || needed.has(pointer.oid)) continue;
    if (!(await isStored(folder, pointer))) needed.set(pointer.oid, pointer);
    if (needed.size >= MOST_FILES) break;
  }
  return [...needed.values()];
}
