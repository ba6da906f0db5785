import type { ConflictRow } from './conflicts.ts';
import { changeStarts, type GapRow, type LineRow, type PairRow, type PlainRow } from './rows.ts';

export type DiffRow = LineRow | PairRow | PlainRow | GapRow | ConflictRow;

/** Rows that come on screen and go together: each on its own would be placed, measured and looked at in every frame. */
export interface Block {
  /** Its first row, and the one after its last. */
  readonly from: number;
  readonly to: number;
  /** It begins a change: what can be gone to begins a block. */
  readonly isChange: boolean;
}

/** So many rows at most: more are drawn at once where one of them comes into sight. */
export const BLOCK_ROWS = 8;

/** All rows in order, in blocks none of which goes beyond the beginning of a change. */
export function blocksOf(rows: readonly DiffRow[]): readonly Block[] {
  const blocks: Block[] = [];
  const starts = changeStarts(rows);
  let next = 0;
  for (let from = 0; from < rows.length; ) {
    const isChange = starts[next] === from;
    if (isChange) next += 1;
    const to = Math.min(from + BLOCK_ROWS, starts[next] ?? rows.length, rows.length);
    blocks.push({ from, to, isChange });
    from = to;
  }
  return blocks;
}

/** The blocks from `first` to `last`, and so many more that at least `rows` rows are there on both sides of them. */
export function blocksAround(
  blocks: readonly Block[],
  first: number,
  last: number,
  rows: number,
): readonly number[] {
  const from = (blocks[first]?.from ?? 0) - rows;
  const to = (blocks[last]?.to ?? 0) + rows;
  let start = first;
  while (start > 0 && (blocks[start]?.from ?? 0) > from) start -= 1;
  let end = last;
  while (end < blocks.length - 1 && (blocks[end]?.to ?? 0) < to) end += 1;
  return Array.from({ length: end - start + 1 }, (_, i) => start + i);
}
