import type { ChangedFile, DiffImage, FileDiff } from '../../shared/gtp/comparison.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid } from '../../shared/ids.ts';
import { startBlobDiff } from '../git/diff-blobs.ts';
import { readBlob } from '../git/read-blob.ts';
import type { GitPlace } from '../git/run.ts';
import { pageOf } from './diff-page.ts';
import { type ReadDiff, readDiff } from './diff-reader.ts';
import { imageTypeOf } from './image-type.ts';

const CONTEXT = 3;
const SUBMODULE = '160000';

/** What is known of how a file differs: all of a text, to be told in pages. */
export type WholeDiff =
  | { readonly kind: 'text'; readonly diff: ReadDiff }
  | Exclude<FileDiff, { kind: 'text' }>;

/**
 * How a file differs.
 * @param empty a blob of no bytes, in place of the side that is not there
 * @param largest a file with more bytes on a side is not looked at
 */
export async function diffFile(
  place: GitPlace,
  { old, new: now }: Pick<ChangedFile, 'old' | 'new'>,
  { empty, largest }: { readonly empty: Oid; readonly largest: number },
  signal: AbortSignal,
): Promise<WholeDiff> {
  if (old?.mode === SUBMODULE || now?.mode === SUBMODULE) {
    return { kind: 'submodule', old: commitOf(old), new: commitOf(now) };
  }
  if (Math.max(old?.bytes ?? 0, now?.bytes ?? 0) > largest) return { kind: 'large' };
  if (old?.oid === now?.oid) return { kind: 'text', diff: NOTHING };
  using running = startBlobDiff(place, old?.oid ?? empty, now?.oid ?? empty, {
    ...{ context: CONTEXT, like: 'reading', signal },
  });
  const diff = await readDiff(running.stdout);
  if (!diff.isCut) await running.exit;
  if (!diff.isBinary) return { kind: 'text', diff };
  return {
    kind: 'binary',
    old: await imageOf(place, old, signal),
    new: await imageOf(place, now, signal),
  };
}

/** The lines of it from one on. */
export function pageOfDiff(whole: WholeDiff, from: number): FileDiff {
  if (whole.kind !== 'text') return whole;
  const { diff } = whole;
  return {
    kind: 'text',
    hunks: pageOf(diff, from),
    from,
    lineCount: diff.lines.length,
    isCut: diff.isCut,
    isGuessed: diff.isGuessed,
  };
}

const NOTHING: ReadDiff = {
  isBinary: false,
  hunks: [],
  lines: [],
  cuts: new Map(),
  isCut: false,
  isGuessed: false,
  cost: 0,
};

function commitOf(side: ChangedFile['old']): Oid | null {
  return side?.mode === SUBMODULE ? side.oid : null;
}

/** Null for what is no picture, or too large. */
async function imageOf(
  place: GitPlace,
  side: ChangedFile['old'],
  signal: AbortSignal,
): Promise<DiffImage | null> {
  if (side?.bytes == null || side.bytes > LIMITS.imageBytes) return null;
  const content = await readBlob(place, side.oid, LIMITS.imageBytes + 1, signal);
  const type = imageTypeOf(content);
  return type && { type, base64: content.toString('base64') };
}
