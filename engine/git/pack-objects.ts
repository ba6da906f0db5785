import type { Readable } from 'node:stream';
import { type GitPlace, git } from './run.ts';

const SETTINGS = [
  // The pack is a cache entry that can be made again: no need to wait for the disk.
  ['core.fsync', 'none'],
  ['pack.writeReverseIndex', 'false'],
] as const;

/**
 * Packs exactly the listed objects into `<baseName>-<checksum>.pack` with its `.idx`, and answers
 * with the checksum. `list` holds lines `<oid> <path>`, the path only guiding the search for deltas,
 * and `-<commit>`, whose trees may serve as delta bases without being packed (git-pack-objects(1);
 * `--thin` would imply `--revs`, and so another meaning of the list).
 * @param options `areWhole`: without deltas; `window`: how many objects git compares each with, ten if left out
 */
export async function packObjects(
  place: GitPlace,
  list: Readable | string,
  baseName: string,
  signal?: AbortSignal,
  { areWhole = false, window }: { readonly areWhole?: boolean; readonly window?: number } = {},
): Promise<string> {
  const { stdout } = await git(
    place,
    // Parallel work comes from several blocks at once.
    [
      ...['pack-objects', '--quiet', '--threads=1', '--delta-base-offset'],
      ...(areWhole ? ['--no-reuse-delta', '--window=0'] : []),
      ...(!areWhole && window !== undefined ? [`--window=${window}`] : []),
      baseName,
    ],
    { signal, input: list, settings: SETTINGS },
  );
  return stdout.trim();
}
