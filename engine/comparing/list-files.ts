import type { ChangedFile, FileList, FileSide } from '../../shared/gtp/comparison.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid } from '../../shared/ids.ts';
import { blobSizes, contentsOf } from '../git/blob-sizes.ts';
import { countLines, type LineCount, listChanges, type RawChange } from '../git/diff-tree.ts';
import type { GitPlace } from '../git/run.ts';
import { POINTER_LIMIT, parsePointer } from '../lfs/pointer.ts';

/** Beyond so many files their lines are not counted: each of them would have to be read. */
const MOST_COUNTED = 3_000;
/** How long counting them may take, in milliseconds. */
const COUNTING = 8_000;
/** As many files that differ are counted; where there are more, it is that many. */
const MOST_FILES = 2_000_000;
/** No pointer of Git LFS is smaller, in bytes. */
const SMALLEST_POINTER = 100;
const SUBMODULE = '160000';
const NO_MODE = '000000';

const STATUS: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  D: 'deleted',
  R: 'renamed',
  T: 'retyped',
};

/** Which files differ between two commits, or trees, as far as there is room to tell. */
export async function listFiles(
  place: GitPlace,
  from: Oid,
  to: Oid,
  signal: AbortSignal,
): Promise<FileList> {
  const { changes, fileCount } = await firstChanges(place, from, to, signal);
  const counts = fileCount > MOST_COUNTED ? null : await countAll(place, from, to, signal);
  const sideOf = await sides(place, changes, signal);
  const files = changes.map((change): ChangedFile => {
    const count = counts?.byPath.get(change.path);
    return {
      path: change.path,
      oldPath: change.oldPath,
      similarity: change.similarity,
      status: STATUS[change.letter] ?? 'modified',
      old: sideOf(change.oldMode, change.oldOid),
      new: sideOf(change.newMode, change.newOid),
      added: count?.added ?? null,
      removed: count?.removed ?? null,
      isBinary: count !== undefined && count.added === null,
    };
  });
  return { files, fileCount, added: counts?.added ?? null, removed: counts?.removed ?? null };
}

async function firstChanges(place: GitPlace, from: Oid, to: Oid, signal: AbortSignal) {
  const changes: RawChange[] = [];
  let fileCount = 0;
  let paths = 0;
  for await (const change of listChanges(place, from, to, signal)) {
    fileCount += 1;
    if (fileCount >= MOST_FILES) break;
    const [now, before] = [change.path.length, change.oldPath?.length ?? 0];
    if (changes.length >= LIMITS.filesPerComparison) continue;
    if (Math.max(now, before) > LIMITS.pathLength || now === 0) continue;
    if (paths + now + before > LIMITS.pathsLength) continue;
    paths += now + before;
    changes.push(change);
  }
  return { changes, fileCount };
}

/** Null where that takes too long. */
async function countAll(place: GitPlace, from: Oid, to: Oid, signal: AbortSignal) {
  const byPath = new Map<string, LineCount>();
  let [added, removed] = [0, 0];
  const patience = AbortSignal.any([signal, AbortSignal.timeout(COUNTING)]);
  try {
    for await (const count of countLines(place, from, to, patience)) {
      byPath.set(count.path, count);
      added += count.added ?? 0;
      removed += count.removed ?? 0;
    }
  } catch (error) {
    if (signal.aborted || !patience.aborted) throw error;
    return null;
  }
  return { byPath, added, removed };
}

/** What is known of the contents on either side. */
async function sides(place: GitPlace, changes: readonly RawChange[], signal: AbortSignal) {
  const blobs = new Set<Oid>();
  for (const { oldMode, newMode, oldOid, newOid } of changes) {
    if (oldMode !== NO_MODE && oldMode !== SUBMODULE) blobs.add(oldOid);
    if (newMode !== NO_MODE && newMode !== SUBMODULE) blobs.add(newOid);
  }
  const sizes = await blobSizes(place, blobs, signal);
  const small = [...sizes].filter(([, size]) => size >= SMALLEST_POINTER && size < POINTER_LIMIT);
  const contents = await contentsOf(
    place,
    small.map(([oid]) => oid),
    signal,
  );
  return (mode: string, oid: Oid): FileSide | null => {
    if (mode === NO_MODE) return null;
    const content = mode === SUBMODULE ? undefined : contents.get(oid);
    const pointer = content === undefined ? null : parsePointer(content);
    return { mode, oid, bytes: sizes.get(oid) ?? null, lfsBytes: pointer?.size ?? null };
  };
}
