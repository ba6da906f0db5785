import type { DiffHunk } from '../../shared/gtp/comparison.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { ReadDiff } from './diff-reader.ts';

interface Bounds {
  readonly lines: number;
  readonly text: number;
}

/** As many hunks, or parts of them, from a line on as one answer has room for; at least one line, if there is one. */
export function pageOf(
  { hunks, lines, cuts }: ReadDiff,
  from: number,
  bounds: Bounds = { lines: LIMITS.linesPerPage, text: LIMITS.pageLength },
): DiffHunk[] {
  const end = endOfPage(lines, from, bounds);
  const page: DiffHunk[] = [];
  for (const [index, hunk] of hunks.entries()) {
    const next = hunks[index + 1]?.first ?? lines.length;
    const first = Math.max(hunk.first, from);
    const last = Math.min(next, end);
    if (first >= last) continue;
    const skipped = lines.slice(hunk.first, first);
    const shown = lines.slice(first, last);
    page.push({
      oldStart: hunk.oldStart + skipped.filter(isOld).length,
      newStart: hunk.newStart + skipped.filter(isNew).length,
      heading: hunk.heading,
      lines: shown,
      cuts: shown.flatMap((_, line) => {
        const bytes = cuts.get(first + line);
        return bytes === undefined ? [] : [{ line, bytes }];
      }),
    });
  }
  return page;
}

function endOfPage(lines: readonly string[], from: number, bounds: Bounds): number {
  let text = 0;
  for (let index = from; index < lines.length; index += 1) {
    text += lines[index]?.length ?? 0;
    const isFull = index - from >= bounds.lines || text > bounds.text;
    if (isFull && index > from) return index;
  }
  return lines.length;
}

/** Whether a line counts on this side: git's remarks count on neither. */
function isOld(line: string): boolean {
  return line.startsWith('-') || line.startsWith(' ');
}

function isNew(line: string): boolean {
  return line.startsWith('+') || line.startsWith(' ');
}
