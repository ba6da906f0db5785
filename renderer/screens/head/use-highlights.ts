import { useEffect, useMemo, useState } from 'react';
import type { FileConflict } from '../../../shared/api/heads/head-look.ts';
import type { DiffHunk } from '../../../shared/gtp/comparison.ts';
import { Highlights } from '../../components/diff/highlighting/highlights.ts';
import { languageOf } from '../../view/diff/language.ts';
import { sourceTexts } from '../../view/diff/rows.ts';

/** Numbers of the texts of a conflict, apart from those of the diff. */
export const mineText = (conflict: number) => -1 - 2 * conflict;
export const theirsText = (conflict: number) => -2 - 2 * conflict;

/** The colours of a diff; null for a language without. They come after the lines are on screen. */
export function useHighlights(
  path: string,
  hunks: readonly DiffHunk[],
  conflict: FileConflict | null,
): Highlights | null {
  const language = languageOf(path);
  const [highlights, setHighlights] = useState<Highlights | null>(null);
  useEffect(() => {
    if (language === null) return;
    const made = new Highlights(language);
    setHighlights(made);
    return () => {
      made.end();
      setHighlights(null);
    };
  }, [language]);
  const conflicts = useMemo(() => conflict?.hunks ?? [], [conflict]);
  useEffect(() => {
    highlights?.add([
      ...conflicts.flatMap(({ mine, theirs }, index) => [
        { text: mineText(index), content: mine.lines.join('\n') },
        { text: theirsText(index), content: theirs.lines.join('\n') },
      ]),
      ...sourceTexts(hunks).map((content, text) => ({ text, content })),
    ]);
  }, [highlights, hunks, conflicts]);
  return highlights;
}
