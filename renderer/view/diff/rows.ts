import type { DiffHunk } from '../../../shared/gtp/comparison.ts';

/** A line of a diff, with all that is needed to draw it. */
export interface LineRow {
  readonly kind: 'line';
  readonly change: 'same' | 'added' | 'removed';
  readonly text: string;
  /** Bytes beyond the text that are not told. */
  readonly cut: number;
  /** It is the last line of its file, and ends without a line break. */
  readonly isOpenEnded: boolean;
  /** Its number on either side, where it stands there. */
  readonly old: number | null;
  readonly new: number | null;
  /** The removed or added line in whose place it stands, or that stands in its place. */
  readonly partner: string | null;
  readonly source: Source;
}

/** A line of a file as it is, which differs from nothing. */
export interface PlainRow extends Pick<LineRow, 'text' | 'cut' | 'isOpenEnded' | 'source'> {
  readonly kind: 'plain';
  readonly number: number;
}

/** Where a line stands in the texts that are coloured: see `sourceTexts`. */
export interface Source {
  readonly text: number;
  /** In UTF-16 units. */
  readonly from: number;
}

/** Lines that are the same on both sides, and not told. */
export interface GapRow {
  readonly kind: 'gap';
  readonly lines: number;
  /** What the lines after it are in, as far as git tells. */
  readonly heading: string;
}

/** The lines of a diff one below the other, with what is left out between. */
export function unifiedRows(hunks: readonly DiffHunk[]): readonly (LineRow | GapRow)[] {
  const rows: (LineRow | GapRow)[] = [];
  let end = 1;
  hunks.forEach((hunk, index) => {
    const lines = linesOf(hunk);
    const isNew = lines.some(({ change }) => change !== 'removed');
    // A hunk without lines on one side names the line before it there.
    const start = hunk.newStart + (isNew ? 0 : 1);
    if (start > end) rows.push({ kind: 'gap', lines: start - end, heading: hunk.heading });
    const partners = partnersOf(lines);
    let old = hunk.oldStart;
    let now = hunk.newStart;
    let oldFrom = 0;
    let newFrom = 0;
    lines.forEach((line, i) => {
      const { change, text, cut, isOpenEnded } = line;
      const isRemoved = change === 'removed';
      rows.push({
        kind: 'line',
        change,
        text,
        cut,
        isOpenEnded,
        old: change === 'added' ? null : old,
        new: isRemoved ? null : now,
        partner: partners[i] ?? null,
        source: { text: 2 * index + (isRemoved ? 0 : 1), from: isRemoved ? oldFrom : newFrom },
      });
      if (change !== 'added') {
        old += 1;
        oldFrom += text.length + 1;
      }
      if (change !== 'removed') {
        now += 1;
        newFrom += text.length + 1;
      }
    });
    end = isNew ? now : start;
  });
  return rows;
}

/** The lines of a file that is told as a diff against nothing. */
export function plainRows(hunks: readonly DiffHunk[]): readonly PlainRow[] {
  return unifiedRows(hunks).flatMap((row) => {
    if (row.kind !== 'line' || row.new === null) return [];
    const { text, cut, isOpenEnded, source } = row;
    return { kind: 'plain', number: row.new, text, cut, isOpenEnded, source };
  });
}

type Line = Pick<LineRow, 'change' | 'text' | 'cut' | 'isOpenEnded'>;

const CHANGES = { ' ': 'same', '+': 'added', '-': 'removed' } as const;

/** A hunk's lines; git's remark on a missing line end belongs to the line before it. */
function linesOf({ lines, cuts }: DiffHunk): readonly Line[] {
  const cutAt = new Map(cuts.map(({ line, bytes }) => [line, bytes]));
  const told: Line[] = [];
  // There may be a hundred thousand.
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const change = CHANGES[line[0] as keyof typeof CHANGES];
    if (change === undefined) continue;
    const isOpenEnded = lines[index + 1]?.startsWith('\\') ?? false;
    told.push({ change, text: line.slice(1), cut: cutAt.get(index) ?? 0, isOpenEnded });
  }
  return told;
}

/** Of lines that stand in the place of others, each one's counterpart. */
function partnersOf(lines: readonly Line[]): readonly (string | null)[] {
  const partners: (string | null)[] = [];
  let start = 0;
  while (start < lines.length) {
    const removed = runOf(lines, start, 'removed');
    const added = runOf(lines, start + removed, 'added');
    for (let i = 0; i < Math.min(removed, added); i += 1) {
      partners[start + i] = lines[start + removed + i]?.text ?? null;
      partners[start + removed + i] = lines[start + i]?.text ?? null;
    }
    start += Math.max(1, removed + added);
  }
  return partners;
}

function runOf(lines: readonly Line[], start: number, change: Line['change']): number {
  let end = start;
  while (lines[end]?.change === change) end += 1;
  return end - start;
}

/** Two texts for each hunk, what it was and what it is: what a language's parser can read. */
export function sourceTexts(hunks: readonly DiffHunk[]): readonly string[] {
  return hunks.flatMap(({ lines }) =>
    [' -', ' +'].map((signs) =>
      lines
        .filter((line) => signs.includes(line[0] ?? ''))
        .map((line) => line.slice(1))
        .join('\n'),
    ),
  );
}

/** Two lines beside each other: what was, and what is. */
export interface PairRow {
  readonly kind: 'pair';
  readonly left: LineRow | null;
  readonly right: LineRow | null;
}

/** The same lines with both sides beside each other. */
export function splitRows<Other extends { readonly kind: string }>(
  rows: readonly (LineRow | Other)[],
): readonly (PairRow | Other)[] {
  const pairs: (PairRow | Other)[] = [];
  let removed: LineRow[] = [];
  let added: LineRow[] = [];
  const flush = () => {
    for (let i = 0; i < Math.max(removed.length, added.length); i += 1) {
      pairs.push({ kind: 'pair', left: removed[i] ?? null, right: added[i] ?? null });
    }
    removed = [];
    added = [];
  };
  for (const row of rows) {
    if (!isLine(row)) {
      flush();
      pairs.push(row);
    } else if (row.change === 'same') {
      flush();
      pairs.push({ kind: 'pair', left: row, right: row });
    } else if (row.change === 'removed') {
      if (added.length > 0) flush();
      removed.push(row);
    } else {
      added.push(row);
    }
  }
  flush();
  return pairs;
}

function isLine(row: { readonly kind: string }): row is LineRow {
  return row.kind === 'line';
}

/** Where changes begin: the first row of each run of them. */
export function changeStarts(rows: readonly { readonly kind: string }[]): readonly number[] {
  const changes = rows.map(isChange);
  return changes.flatMap((is, index) => (is && !changes[index - 1] ? [index] : []));
}

function isChange(row: { readonly kind: string }): boolean {
  if (row.kind === 'pair') {
    const { left, right } = row as PairRow;
    return left !== right;
  }
  return isLine(row) ? row.change !== 'same' : row.kind === 'conflict';
}
