import { plainText, shortLine } from '../../shared/domain/words/text.ts';
import type { ComparedCommit } from '../../shared/gtp/comparison.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid } from '../../shared/ids.ts';
import { cappedFields } from './capped-fields.ts';
import { commitTime } from './log.ts';
import { type Range, revisions } from './rev-list.ts';
import { type GitPlace, start } from './run.ts';
import { guessedText, textOf } from './text.ts';

const FORMAT = '--format=%H%x00%an%x00%at%x00%ct%x00%s%x00%b%x00';
/** What is read of each of them, in bytes: more than is shown of any. */
const LONGEST_FIELD = 4 * LIMITS.messageLength;
const FIELDS = 6;

/** The latest commits of a range with their messages, newest first; each text is made safe to show, and cut. */
export async function commitsWithMessages(
  place: GitPlace,
  range: Range,
  limit: number,
  signal?: AbortSignal,
): Promise<ComparedCommit[]> {
  const args = [
    ...['rev-list', `--max-count=${limit}`, '--no-commit-header', '--encoding=UTF-8'],
    ...[FORMAT, '--stdin'],
  ];
  using running = start(place, args, { signal, input: revisions(range) });
  const commits: ComparedCommit[] = [];
  let fields: Buffer[] = [];
  for await (const field of cappedFields(running.stdout, LONGEST_FIELD)) {
    fields.push(field);
    if (fields.length < FIELDS) continue;
    commits.push(commitOf(fields));
    fields = [];
  }
  await running.exit;
  return commits;
}

function commitOf(fields: readonly Buffer[]): ComparedCommit {
  const [oid = '', author = '', authored, committed, subject = '', message = ''] = fields.map(
    (field) => guessedText(textOf(field)),
  );
  const body = plainText(message, Number.POSITIVE_INFINITY).trim();
  return {
    // A line feed ends the commit before it.
    oid: oid.trim() as Oid,
    author: shortLine(author, LIMITS.nameLength),
    authoredAt: commitTime(authored),
    committedAt: commitTime(committed),
    subject: shortLine(subject, LIMITS.subjectLength),
    body: plainText(body, LIMITS.messageLength),
    isCut: body.length > LIMITS.messageLength || (fields[5]?.length ?? 0) >= LONGEST_FIELD,
  };
}
