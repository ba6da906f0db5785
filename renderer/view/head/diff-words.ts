import type { ConflictingFile, FileConflict } from '../../../shared/api/heads/head-look.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { ChangedFile } from '../../../shared/gtp/comparison.ts';
import { age } from '../age.ts';

type Touch = NonNullable<ConflictingFile['mine']>;

/** What a conflict is where there are no lines to show of it; null where there are. */
export function conflictSentence({ kind, hunks, isCut }: FileConflict): string | null {
  if (hunks !== null && hunks.length > 0) {
    return isCut ? 'There are more conflicts in this file than are shown.' : null;
  }
  switch (kind) {
    case 'deleted-here':
      return 'They changed this file, and you deleted it.';
    case 'deleted-there':
      return 'You changed this file, and they deleted it.';
    case 'both-added':
      return 'You and they added this file, each with other content.';
    case 'both-changed':
      return 'You and they changed this file, and it cannot be told line by line.';
    case 'other':
      return 'You and they moved or replaced this file, each in another way.';
    default:
      return assertNever(kind);
  }
}

/** Why a file is listed although none of its lines differs. */
export function noLinesSentence({ status, old, new: now }: ChangedFile): string {
  if (status === 'renamed') return 'It was only renamed.';
  if (old !== null && now !== null && old.mode !== now.mode) {
    return 'Only how the file may be used has changed, not what is in it.';
  }
  return 'The file is empty.';
}

/** `yours 26 min ago in “Fade old positions”, theirs 14 min ago in …` */
export function touchesNote(mine: Touch | null, theirs: Touch | null, now: number): string {
  const told = (whose: string, touch: Touch | null) =>
    touch === null ? [] : [`${whose} ${age(touch.time * 1000, now)} in “${touch.subject}”`];
  return [...told('yours', mine), ...told('theirs', theirs)].join(', ');
}
