import type { Oid } from '../../shared/ids.ts';
import { textLines } from './lines.ts';
import { type GitPlace, git } from './run.ts';
import { guessedText } from './text.ts';

/** A commit in one version of a history, or in both. */
export interface RangeDiffLine {
  /** As git-range-diff(1) has it: `=`, `!`, `<` for one that is gone, `>` for a new one. */
  readonly sign: string;
  readonly old: Oid | null;
  readonly new: Oid | null;
  readonly subject: string;
}

const LINE = /^\s*(?:\d+|-):\s+([0-9a-f]+|-+)\s+([=!<>])\s+(?:\d+|-):\s+([0-9a-f]+|-+)\s?(.*)$/;

/** Which commits of one range are those of another, in order. @param except what neither range has */
export async function rangeDiff(
  place: GitPlace & { readonly objectFormat: 'sha1' | 'sha256' },
  { except, old, now }: { readonly except: Oid; readonly old: Oid; readonly now: Oid },
  signal?: AbortSignal,
): Promise<RangeDiffLine[]> {
  const { stdout } = await git(
    place,
    ['range-diff', '--no-color', '--no-patch', `${except}..${old}`, `${except}..${now}`],
    { signal, settings: [['core.abbrev', place.objectFormat === 'sha1' ? '40' : '64']] },
  );
  return textLines(stdout).flatMap((line) => {
    const [, before = '', sign, after = '', subject = ''] = LINE.exec(line) ?? [];
    if (sign === undefined) return [];
    return [{ sign, old: oidOf(before), new: oidOf(after), subject: guessedText(subject) }];
  });
}

function oidOf(printed: string): Oid | null {
  return printed.startsWith('-') ? null : (printed as Oid);
}
