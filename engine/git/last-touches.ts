import { shortLine } from '../../shared/domain/words/text.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid } from '../../shared/ids.ts';
import { cappedFields } from './capped-fields.ts';
import { commitTime } from './log.ts';
import { type Range, revisions } from './rev-list.ts';
import { type GitPlace, start } from './run.ts';
import { guessedText, textOf } from './text.ts';

/** A commit that touched a file. */
export interface TouchingCommit {
  readonly oid: Oid;
  readonly author: string;
  readonly time: number;
  readonly subject: string;
}

/** Begins the line of a commit; no path begins so, since those are told without a first slash. */
const MARK = '//';
const FORMAT = `--format=${MARK}%H%x00%an%x00%ct%x00%s`;
const LONGEST_FIELD = 64 * 1024;
const COMMIT_FIELDS = 4;

/**
 * The last commit of a range that touched each of these files, where there is one.
 * @param paths as `textOf` has them
 */
export async function lastTouches(
  place: GitPlace,
  range: Range,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, TouchingCommit>> {
  const touches = new Map<string, TouchingCommit>();
  // A line of standard input each: git takes no path with a line feed there.
  const told = paths.filter((path) => !path.includes('\n'));
  if (told.length === 0) return touches;
  const args = [
    ...['--literal-pathspecs', 'log', '-z', '--name-only', '--no-renames', '--no-show-signature'],
    ...['--no-ext-diff', '--no-textconv', '--no-color', '--encoding=UTF-8', FORMAT, '--stdin'],
  ];
  const input = `${revisions(range)}--\n${told.map((path) => `${path}\n`).join('')}`;
  const wanted = new Set(told);
  using running = start(place, args, { signal, input });
  let telling: string[] | null = null;
  let commit: TouchingCommit | null = null;
  for await (const field of cappedFields(running.stdout, LONGEST_FIELD)) {
    const text = textOf(field).replace(/^\n/, '');
    if (text.startsWith(MARK)) telling = [text];
    else if (telling !== null) telling.push(text);
    else if (commit !== null && wanted.delete(text)) touches.set(text, commit);
    if (telling?.length === COMMIT_FIELDS) {
      commit = commitOf(telling);
      telling = null;
    }
    if (wanted.size === 0) return touches;
  }
  await running.exit;
  return touches;
}

function commitOf([oid = '', author = '', time, subject = '']: readonly string[]): TouchingCommit {
  return {
    oid: oid.slice(MARK.length) as Oid,
    author: shortLine(guessedText(author), LIMITS.nameLength),
    time: commitTime(time),
    subject: shortLine(guessedText(subject), LIMITS.subjectLength),
  };
}
