/** Where a side differs from the base: lines counted from 0, `oldEnd` and `newEnd` without. */
export interface Change {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Lines from number `start`, counted from 0, up to `end` without. */
export interface Lines {
  readonly start: number;
  readonly end: number;
}

/** Which lines of the three conflict with each other. */
export interface Region {
  readonly base: Lines;
  readonly mine: Lines;
  readonly theirs: Lines;
}

/** A stretch of the base that one side changed, or both, alike or not. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly mine: readonly Change[];
  readonly theirs: readonly Change[];
}

/**
 * Where two sides changed the same lines of their base, or lines that touch, and not alike: what a merge calls a
 * conflict (git's `xdl_merge`).
 * @param areAlike whether these lines of mine are those of theirs
 */
export function conflictRegions(
  mine: readonly Change[],
  theirs: readonly Change[],
  areAlike: (mine: Lines, theirs: Lines) => boolean,
): Region[] {
  const regions: Region[] = [];
  // How much further down a line of the base stands on either side.
  let [mineShift, theirShift] = [0, 0];
  for (const stretch of stretches(mine, theirs)) {
    const region = {
      base: { start: stretch.start, end: stretch.end },
      mine: sideOf(stretch, stretch.mine, mineShift),
      theirs: sideOf(stretch, stretch.theirs, theirShift),
    };
    mineShift = region.mine.end - stretch.end;
    theirShift = region.theirs.end - stretch.end;
    const isOneSided = stretch.mine.length === 0 || stretch.theirs.length === 0;
    if (!isOneSided && !areAlike(region.mine, region.theirs)) regions.push(region);
  }
  return regions;
}

/** Changes of both sides that overlap or touch are one stretch. */
function stretches(mine: readonly Change[], theirs: readonly Change[]): Stretch[] {
  const all = [
    ...mine.map((change) => ({ change, isMine: true })),
    ...theirs.map((change) => ({ change, isMine: false })),
  ].sort((a, b) => a.change.oldStart - b.change.oldStart || a.change.oldEnd - b.change.oldEnd);
  const found: { start: number; end: number; mine: Change[]; theirs: Change[] }[] = [];
  for (const { change, isMine } of all) {
    let last = found.at(-1);
    if (last === undefined || change.oldStart > last.end) {
      last = { start: change.oldStart, end: change.oldEnd, mine: [], theirs: [] };
      found.push(last);
    }
    last.end = Math.max(last.end, change.oldEnd);
    (isMine ? last.mine : last.theirs).push(change);
  }
  return found;
}

/** The lines of a side that stand for a stretch of the base. */
function sideOf({ start, end }: Stretch, changes: readonly Change[], shift: number): Lines {
  const grown = changes.reduce(
    (sum, change) => sum + change.newEnd - change.newStart - (change.oldEnd - change.oldStart),
    0,
  );
  return { start: start + shift, end: end + shift + grown };
}
