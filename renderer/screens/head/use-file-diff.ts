import { useCallback } from 'react';
import type { Against } from '../../../shared/api/heads/head-commands.ts';
import type { FileConflict } from '../../../shared/api/heads/head-look.ts';
import type { FileDiff } from '../../../shared/gtp/comparison.ts';
import { useShoal } from '../../state/shoal.ts';
import type { OpenHead } from '../../state/ui-store.ts';
import { useAnswer } from './use-answer.ts';

type TextDiff = Extract<FileDiff, { kind: 'text' }>;

export interface ShownDiff {
  readonly diff: FileDiff;
  /** The rest of it is on its way. */
  readonly isComing: boolean;
  readonly conflict: FileConflict | null;
}

/** How one file differs: its first page as soon as it is here, then all the others at once. */
export function useFileDiff(
  place: OpenHead,
  against: Against,
  path: string,
  isConflicting: boolean,
) {
  const { heads } = useShoal();
  const ask = useCallback(
    async (signal: AbortSignal, told: (shown: ShownDiff) => void) => {
      const page = (from: number) => heads.diff(place, { path, against, from }, signal);
      const conflict = isConflicting ? heads.conflict(place, path, signal) : null;
      await tellPages(page, told, conflict);
    },
    [heads, place, path, against, isConflicting],
  );
  return useAnswer(ask);
}

/** Tells the first page as soon as it is here, then all of them at once. */
export async function tellPages(
  page: (from: number) => Promise<FileDiff>,
  told: (shown: ShownDiff) => void,
  conflicting: Promise<FileConflict | null> | null = null,
): Promise<void> {
  const [first, conflict] = await Promise.all([page(0), conflicting]);
  const isWhole = first.kind !== 'text' || linesOf(first) >= first.lineCount;
  told({ diff: first, isComing: !isWhole, conflict });
  if (isWhole) return;
  await painted();
  told({ diff: await whole(first, page), isComing: false, conflict });
}

/** Once what was told is on screen: the rest of it must not be in the way. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

function linesOf({ hunks }: TextDiff): number {
  return hunks.reduce((sum, { lines }) => sum + lines.length, 0);
}

/** All pages as one. */
async function whole(
  first: TextDiff,
  page: (from: number) => Promise<FileDiff>,
): Promise<TextDiff> {
  const hunks = [...first.hunks];
  let from = linesOf(first);
  while (from < first.lineCount) {
    const next = await page(from);
    if (next.kind !== 'text' || next.hunks.length === 0) break;
    hunks.push(...next.hunks);
    from += linesOf(next);
  }
  return { ...first, hunks, isCut: first.isCut || from < first.lineCount };
}
