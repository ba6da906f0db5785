import type { ConflictHunk } from '../../../shared/api/heads/head-look.ts';
import type { GapRow, LineRow } from './rows.ts';

/** A conflict in the place of the lines it is about. */
export interface ConflictRow {
  readonly kind: 'conflict';
  /** Its number among those of the file, from 0. */
  readonly index: number;
  readonly hunk: ConflictHunk;
}

type Row = LineRow | GapRow;
type Side = ConflictHunk['mine'];

/**
 * A diff to the head's file with conflicts in the place of the lines that they are about; where there are none of them,
 * before the line that comes next.
 * @param hunks from the first to the last
 * @param against what the diff's other side is
 */
export function withConflicts(
  rows: readonly Row[],
  hunks: readonly ConflictHunk[],
  against: 'mine' | 'base',
): readonly (Row | ConflictRow)[] {
  const placed: (Row | ConflictRow)[] = [];
  let next = 0;
  const placeNext = (hunk: ConflictHunk) => {
    placed.push({ kind: 'conflict', index: next, hunk });
    next += 1;
  };
  for (const row of rows) {
    if (row.kind === 'gap') {
      placed.push(row);
      continue;
    }
    for (let hunk = hunks[next]; hunk !== undefined; hunk = hunks[next]) {
      if (!hasReached(row, hunk, against)) break;
      placeNext(hunk);
    }
    const last = hunks[next - 1];
    if (last === undefined || !isPartOf(row, last, against)) placed.push(row);
  }
  for (const hunk of hunks.slice(next)) placeNext(hunk);
  return placed;
}

/** A removed line stands on the other side alone. */
function hasReached(row: LineRow, hunk: ConflictHunk, against: 'mine' | 'base'): boolean {
  if (row.new !== null) return row.new >= hunk.theirs.start;
  return row.old !== null && row.old >= hunk[against].start;
}

function isPartOf(row: LineRow, hunk: ConflictHunk, against: 'mine' | 'base'): boolean {
  return row.new === null ? isIn(row.old, hunk[against]) : isIn(row.new, hunk.theirs);
}

function isIn(line: number | null, { start, lines }: Side): boolean {
  return line !== null && line >= start && line < start + lines.length;
}
