import type { Readable } from 'node:stream';
import { textOf } from '../git/text.ts';
import type { Change } from './conflict-regions.ts';

const NEWLINE = 0x0a;
/** What is read of a line, in bytes: a hunk's numbers stand before anything else. */
const KEPT = 128;
const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** Where a unified diff without context says that two texts differ; null for what is no text. */
export async function changesOf(output: Readable): Promise<Change[] | null> {
  const changes: Change[] = [];
  let isBinary = false;
  const take = (bytes: Buffer) => {
    const line = textOf(bytes.subarray(0, KEPT));
    if (changes.length === 0 && line.startsWith('Binary files ')) isBinary = true;
    const [, oldStart, oldCount, newStart, newCount] = HUNK.exec(line) ?? [];
    if (oldStart === undefined || newStart === undefined) return;
    const [old, now] = [spanOf(oldStart, oldCount), spanOf(newStart, newCount)];
    changes.push({ oldStart: old.start, oldEnd: old.end, newStart: now.start, newEnd: now.end });
  };
  let begun: Buffer = Buffer.alloc(0);
  for await (const data of output) {
    const chunk = data as Buffer;
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const line = chunk.subarray(start, Math.min(end, start + KEPT));
      take(begun.length === 0 ? line : Buffer.concat([begun, line]));
      begun = Buffer.alloc(0);
      start = end + 1;
    }
    const rest = chunk.subarray(start, start + KEPT);
    if (begun.length < KEPT && rest.length > 0) begun = Buffer.concat([begun, rest]);
  }
  return isBinary ? null : changes;
}

/** As `12,3` of a hunk's head, counted from 0; of no lines, git names the one before. */
function spanOf(start: string, count = '1'): { start: number; end: number } {
  const lines = Number(count);
  const first = lines === 0 ? Number(start) : Number(start) - 1;
  return { start: first, end: first + lines };
}
