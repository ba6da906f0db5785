import type { ConflictHunk } from '../../shared/api/heads/head-look.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid } from '../../shared/ids.ts';
import { blobSizes } from '../git/blob-sizes.ts';
import { startBlobDiff } from '../git/diff-blobs.ts';
import { writeEmptyBlob } from '../git/empty-blob.ts';
import type { UnmergedFile } from '../git/merge-stages.ts';
import { readBlob } from '../git/read-blob.ts';
import type { ScratchPlace } from '../git/scratch-repository.ts';
import { guessedText, textOf } from '../git/text.ts';
import { type Change, conflictRegions, type Lines } from './conflict-regions.ts';
import { changesOf } from './line-changes.ts';
import { within } from './within.ts';

/** A file with more bytes on a side is not looked at. */
const LARGEST = 16 * 1024 * 1024;
/** How long it may take to find them, in milliseconds. */
const PATIENCE = 20_000;
const MOST_HUNKS = 1_000;
/** What all hunks may have, in UTF-16 units; a line counts for some more than it has. */
const MOST_TEXT = 4 * 1024 * 1024;
const LINE_COST = 40;

/** Where the versions of a file conflict. */
export interface TextConflict {
  readonly hunks: readonly ConflictHunk[];
  readonly isCut: boolean;
}

/**
 * Which lines of a file conflict: those that both sides changed since they parted, and not alike.
 * @returns null where it is no text, a side has deleted it, or it takes too long
 */
export async function conflictIn(
  place: ScratchPlace,
  file: UnmergedFile,
  signal: AbortSignal,
): Promise<TextConflict | null> {
  return within(PATIENCE, signal, (patience) => findConflict(place, file, patience));
}

async function findConflict(
  place: ScratchPlace,
  { base, mine, theirs }: UnmergedFile,
  signal: AbortSignal,
): Promise<TextConflict | null> {
  if (mine === null || theirs === null) return null;
  const empty = await writeEmptyBlob(place);
  const oids = { base: base?.oid ?? empty, mine: mine.oid, theirs: theirs.oid };
  const sizes = await blobSizes(place, Object.values(oids), signal);
  const isFit = Object.values(oids).every((oid) => (sizes.get(oid) ?? LARGEST) < LARGEST);
  if (!isFit) return null;
  const [myChanges, theirChanges] = await Promise.all([
    changes(place, oids.base, oids.mine, signal),
    changes(place, oids.base, oids.theirs, signal),
  ]);
  if (myChanges === null || theirChanges === null) return null;
  const linesOf = async (oid: Oid) => splitLines(await readBlob(place, oid, LARGEST, signal));
  const texts = {
    base: await linesOf(oids.base),
    mine: await linesOf(oids.mine),
    theirs: await linesOf(oids.theirs),
  };
  const areAlike = (a: Lines, b: Lines) =>
    a.end - a.start === b.end - b.start &&
    texts.mine.slice(a.start, a.end).every((line, index) => line === texts.theirs[b.start + index]);
  const regions = conflictRegions(myChanges, theirChanges, areAlike);
  return shown(regions, texts);
}

/** Null for what is no text. */
async function changes(
  place: ScratchPlace,
  from: Oid,
  to: Oid,
  signal: AbortSignal,
): Promise<Change[] | null> {
  if (from === to) return [];
  using running = startBlobDiff(place, from, to, { context: 0, like: 'merging', signal });
  const found = await changesOf(running.stdout);
  await running.exit;
  return found;
}

type Texts = Readonly<Record<'base' | 'mine' | 'theirs', readonly string[]>>;

function shown(regions: ReturnType<typeof conflictRegions>, texts: Texts): TextConflict {
  const hunks: ConflictHunk[] = [];
  let room = MOST_TEXT;
  let isCut = false;
  const side = (lines: readonly string[], { start, end }: Lines) => {
    const taken: string[] = [];
    for (let index = start; index < end && room > 0; index += 1) {
      const line = lines[index] ?? '';
      const text = shownLine(line);
      if (text.length < line.length) isCut = true;
      room -= text.length + LINE_COST;
      taken.push(text);
    }
    if (taken.length < end - start) isCut = true;
    return { start: start + 1, lines: taken };
  };
  for (const region of regions.slice(0, MOST_HUNKS)) {
    const { mine, theirs } = withoutCommonEnds(region, texts);
    hunks.push({
      mine: side(texts.mine, mine),
      base: side(texts.base, region.base),
      theirs: side(texts.theirs, theirs),
    });
    if (room <= 0) break;
  }
  return { hunks, isCut: isCut || hunks.length < regions.length };
}

/** What both begin and end with alike is no conflict to look at. */
function withoutCommonEnds(
  { mine, theirs }: { readonly mine: Lines; readonly theirs: Lines },
  texts: Texts,
): { mine: Lines; theirs: Lines } {
  const most = Math.min(mine.end - mine.start, theirs.end - theirs.start);
  let front = 0;
  while (front < most && texts.mine[mine.start + front] === texts.theirs[theirs.start + front]) {
    front += 1;
  }
  let back = 0;
  while (
    back < most - front &&
    texts.mine[mine.end - 1 - back] === texts.theirs[theirs.end - 1 - back]
  ) {
    back += 1;
  }
  const trimmed = ({ start, end }: Lines) => ({ start: start + front, end: end - back });
  return { mine: trimmed(mine), theirs: trimmed(theirs) };
}

function shownLine(line: string): string {
  const text = guessedText(line);
  return text.length <= LIMITS.lineLength ? text : text.slice(0, LIMITS.lineLength);
}

/** A missing line feed at the end counts, as git has it: the last line is another one then. */
function splitLines(content: Buffer): string[] {
  const lines = textOf(content).split('\n');
  const last = lines.pop() ?? '';
  return last === '' ? lines : [...lines, last];
}
