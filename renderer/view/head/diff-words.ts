import type { ConflictingFile, FileConflict } from '../../../shared/api/heads/head-look.ts';
import type { ChangedFile } from '../../../shared/gtp/comparison.ts';
import { t } from '../../texts/texts.ts';
import { age } from '../age.ts';

type Touch = NonNullable<ConflictingFile['mine']>;

/** What a conflict is where there are no lines to show of it; null where there are. */
export function conflictSentence({ kind, hunks, isCut }: FileConflict): string | null {
  if (hunks !== null && hunks.length > 0) {
    return isCut ? t.head.conflict.more : null;
  }
  return t.head.conflict[kind];
}

/** Why a file is listed although none of its lines differs. */
export function noLinesSentence({ status, old, new: now }: ChangedFile): string {
  if (status === 'renamed') return t.head.diff.onlyRenamed;
  if (old !== null && now !== null && old.mode !== now.mode) {
    return t.head.diff.onlyMode;
  }
  return t.head.diff.isEmpty;
}

/** `yours 26 min ago in “Fade old positions”, theirs 14 min ago in …` */
export function touchesNote(mine: Touch | null, theirs: Touch | null, now: number): string {
  const { yoursIn, theirsIn } = t.head.conflict;
  const told = (words: typeof yoursIn, touch: Touch | null) =>
    touch === null ? [] : [words(age(touch.time * 1000, now), touch.subject)];
  return [...told(yoursIn, mine), ...told(theirsIn, theirs)].join(', ');
}
