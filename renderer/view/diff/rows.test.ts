import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DiffHunk } from '../../../shared/gtp/comparison.ts';
import { withConflicts } from './conflicts.ts';
import { changeStarts, type LineRow, sourceTexts, splitRows, unifiedRows } from './rows.ts';

const hunk = (oldStart: number, newStart: number, ...lines: string[]): DiffHunk => ({
  ...{ oldStart, newStart, heading: '', cuts: [], lines },
});

/** As `git diff` would print it, with line numbers. */
const printed = (rows: readonly { readonly kind: string }[]) =>
  rows.map((row) => {
    if (row.kind !== 'line') return row.kind;
    const { old, new: now, change, text } = row as LineRow;
    return `${old ?? ''} ${now ?? ''} ${{ same: ' ', added: '+', removed: '-' }[change]}${text}`;
  });

describe('lines of a diff', () => {
  test('have their numbers on both sides, and what is between is counted', () => {
    const rows = unifiedRows([hunk(3, 3, ' a', '-b', '+B', '+C', ' d'), hunk(40, 41, ' x', '-y')]);
    expect(printed(rows)).toEqual([
      'gap',
      '3 3  a',
      '4  -b',
      ' 4 +B',
      ' 5 +C',
      '5 6  d',
      'gap',
      '40 41  x',
      '41  -y',
    ]);
    expect(rows.filter(({ kind }) => kind === 'gap')).toMatchObject([{ lines: 2 }, { lines: 34 }]);
  });

  test('a new file and a deleted one begin at their first line', () => {
    expect(printed(unifiedRows([hunk(0, 1, '+a', '+b')]))).toEqual([' 1 +a', ' 2 +b']);
    expect(printed(unifiedRows([hunk(1, 0, '-a', '-b')]))).toEqual(['1  -a', '2  -b']);
  });

  test('a hunk that goes on in the next page has nothing between', () => {
    const rows = unifiedRows([hunk(1, 1, ' a', '+b'), hunk(2, 3, ' c')]);
    expect(printed(rows)).toEqual(['1 1  a', ' 2 +b', '2 3  c']);
  });

  test('git’s remark on the line end belongs to the line before it', () => {
    const rows = unifiedRows([hunk(1, 1, '-a', '\\ No newline at end of file', '+a')]);
    expect(rows).toMatchObject([{ isOpenEnded: true }, { isOpenEnded: false }]);
  });

  test('what is cut is told where it is', () => {
    const rows = unifiedRows([{ ...hunk(1, 1, ' a', '+b'), cuts: [{ line: 1, bytes: 99 }] }]);
    expect(rows).toMatchObject([{ cut: 0 }, { cut: 99 }]);
  });

  test('a line stands beside the one in whose place it is', () => {
    const rows = unifiedRows([hunk(1, 1, '-a', '-b', '+A', ' c', '+d')]) as LineRow[];
    expect(rows.map(({ partner }) => partner)).toEqual(['A', null, 'a', null, null]);
  });
});

const change = fc.constantFrom(' ', '+', '-');
const hunks = fc.array(fc.array(fc.tuple(change, fc.string({ maxLength: 5 })), { minLength: 1 }), {
  maxLength: 4,
});

test('each line is found again in the texts that are coloured', () => {
  fc.assert(
    fc.property(hunks, (all) => {
      const made = all.map((lines) => hunk(1, 1, ...lines.map(([sign, text]) => sign + text)));
      const texts = sourceTexts(made);
      for (const row of unifiedRows(made)) {
        if (row.kind !== 'line') continue;
        const { text, from } = row.source;
        expect(texts[text]?.slice(from, from + row.text.length)).toBe(row.text);
      }
    }),
  );
});

test('side by side, each line stands once on its side, in the same order', () => {
  fc.assert(
    fc.property(hunks, (all) => {
      const rows = unifiedRows(
        all.map((lines) => hunk(1, 1, ...lines.map(([sign, text]) => sign + text))),
      );
      const lines = rows.filter((row) => row.kind === 'line');
      const pairs = splitRows(rows).filter((row) => row.kind === 'pair');
      const sideOf = (side: 'left' | 'right') =>
        pairs.flatMap((pair) => (pair[side] === null ? [] : [pair[side]]));
      expect(sideOf('left')).toEqual(lines.filter(({ change }) => change !== 'added'));
      expect(sideOf('right')).toEqual(lines.filter(({ change }) => change !== 'removed'));
    }),
  );
});

test('a change begins where the one before it has ended', () => {
  const rows = unifiedRows([hunk(1, 1, '+a', '-b', ' c', '+d', ' e'), hunk(9, 9, '+f')]);
  expect(changeStarts(rows)).toEqual([0, 3, 6]);
  expect(changeStarts(splitRows(rows))).toEqual([0, 3, 6]);
});

describe('a conflict stands in the place of its lines', () => {
  const conflict = (theirs: number, theirLines: string[], mine: number, myLines: string[]) => ({
    theirs: { start: theirs, lines: theirLines },
    mine: { start: mine, lines: myLines },
    base: { start: mine, lines: [] },
  });

  test('of both sides', () => {
    const rows = unifiedRows([hunk(1, 1, ' a', '-m', '+t', '+u', ' c', '-d', '+D')]);
    const shown = withConflicts(rows, [conflict(2, ['t', 'u'], 2, ['m'])], 'mine');
    expect(printed(shown)).toEqual(['1 1  a', 'conflict', '3 4  c', '4  -d', ' 5 +D']);
  });

  test('and what was changed beside it stays', () => {
    const rows = unifiedRows([hunk(1, 1, '-x', '-m', '+y', '+t', ' c')]);
    const shown = withConflicts(rows, [conflict(2, ['t'], 2, ['m'])], 'mine');
    expect(printed(shown)).toEqual(['1  -x', 'conflict', ' 1 +y', '3 3  c']);
  });

  test('where one side has none', () => {
    const rows = unifiedRows([hunk(1, 1, ' a', '-m', ' c')]);
    const shown = withConflicts(rows, [conflict(2, [], 2, ['m'])], 'mine');
    expect(printed(shown)).toEqual(['1 1  a', 'conflict', '3 2  c']);
  });

  test('and at the end where its lines are not in the diff', () => {
    const rows = unifiedRows([hunk(1, 1, ' a')]);
    const shown = withConflicts(rows, [conflict(90, ['t'], 90, ['m'])], 'mine');
    expect(printed(shown)).toEqual(['1 1  a', 'conflict']);
  });

  test('each of them once, whatever the diff', () => {
    const lines = fc.array(fc.tuple(change, fc.string({ maxLength: 3 })), { minLength: 1 });
    const places = fc.array(fc.tuple(fc.nat(20), fc.nat(3), fc.nat(3)), { maxLength: 4 });
    fc.assert(
      fc.property(lines, places, (all, found) => {
        const rows = unifiedRows([hunk(1, 1, ...all.map(([sign, text]) => sign + text))]);
        const conflicts = [...found]
          .sort(([a], [b]) => a - b)
          .map(([start, mine, theirs]) =>
            conflict(start + 1, Array(theirs).fill('t'), start + 1, Array(mine).fill('m')),
          );
        const shown = withConflicts(rows, conflicts, 'mine');
        const indexes = shown.flatMap((row) => (row.kind === 'conflict' ? [row.index] : []));
        expect(indexes).toEqual(conflicts.map((_, index) => index));
      }),
    );
  });
});
