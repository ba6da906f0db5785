import { diffWordsWithSpace } from 'diff';
import type { Range } from './line-pieces.ts';

/** Where a line differs from the one in its place, on both sides. */
export interface LineWords {
  readonly removed: readonly Range[];
  readonly added: readonly Range[];
}

/** Lines beyond this, in UTF-16 units, are not compared word by word: it takes long, and is not read. */
const LONGEST = 1_000;
/** So many changes at most: the time grows with their square. */
const MAX_EDITS = 200;
/** With less than this in common, all of the line is new. */
const ALIKE = 0.3;

const NOTHING: LineWords = { removed: [], added: [] };

/** The words in which two lines differ; none where they have too little in common for that to say anything. */
export function lineWords(removed: string, added: string): LineWords {
  if (removed.length > LONGEST || added.length > LONGEST) return NOTHING;
  const changes = diffWordsWithSpace(removed, added, { maxEditLength: MAX_EDITS });
  if (changes === undefined) return NOTHING;
  const words = { removed: [] as Range[], added: [] as Range[] };
  let common = 0;
  let old = 0;
  let now = 0;
  for (const change of changes) {
    const { length } = change.value;
    if (change.removed) words.removed.push({ from: old, to: old + length });
    if (change.added) words.added.push({ from: now, to: now + length });
    if (!change.removed && !change.added) common += change.value.trim().length;
    if (!change.added) old += length;
    if (!change.removed) now += length;
  }
  const longer = Math.max(removed.trim().length, added.trim().length);
  return common < longer * ALIKE ? NOTHING : words;
}
