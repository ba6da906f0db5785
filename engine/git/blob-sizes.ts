import type { Oid } from '../../shared/ids.ts';
import { textLines } from './lines.ts';
import { type GitPlace, git, start } from './run.ts';
import { printedObjects } from './small-blobs.ts';

/** How large blobs are, in bytes; those that are not here are left out. */
export async function blobSizes(
  place: GitPlace,
  blobs: Iterable<Oid>,
  signal?: AbortSignal,
): Promise<Map<Oid, number>> {
  const args = ['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)', '--buffer'];
  const { stdout } = await git(place, args, { signal, input: lines(blobs) });
  const sizes = new Map<Oid, number>();
  for (const line of textLines(stdout)) {
    const [oid, type, size] = line.split(' ');
    if (type === 'blob') sizes.set(oid as Oid, Number(size));
  }
  return sizes;
}

/** What small blobs hold. @param blobs few, and each known to be small: all of them are kept in memory */
export async function contentsOf(
  place: GitPlace,
  blobs: readonly Oid[],
  signal?: AbortSignal,
): Promise<Map<Oid, Buffer>> {
  const contents = new Map<Oid, Buffer>();
  if (blobs.length === 0) return contents;
  using running = start(place, ['cat-file', '--batch', '--buffer'], {
    ...{ signal, input: lines(blobs) },
  });
  for await (const { oid, type, content } of printedObjects(running.stdout)) {
    if (type === 'blob') contents.set(oid, content);
  }
  await running.exit;
  return contents;
}

function lines(oids: Iterable<Oid>): string {
  return [...oids].map((oid) => `${oid}\n`).join('');
}
