import { shortLine } from '../../shared/domain/words/text.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { OverviewCommit } from '../../shared/gtp/overview.ts';
import type { Oid } from '../../shared/ids.ts';
import { textLines } from './lines.ts';
import { type GitPlace, git } from './run.ts';
import { guessedText } from './text.ts';

// Neither a name nor a subject can hold a line break or a zero byte.
const FORMAT = '--format=%H%x00%P%x00%an%x00%ct%x00%s';

/**
 * The latest commits that `from` reach, by committer date: git finds them without a walk through
 * the whole history, which an order by parents would cost.
 * @param skip so many of the latest are left out
 */
export function latestCommits(
  place: GitPlace,
  from: readonly Oid[],
  limit: number,
  signal?: AbortSignal,
  skip = 0,
): Promise<OverviewCommit[]> {
  return list(place, [`--max-count=${limit}`, `--skip=${skip}`], from, signal);
}

/** These commits and no other, in any order. */
export function readCommits(
  place: GitPlace,
  oids: readonly Oid[],
  signal?: AbortSignal,
): Promise<OverviewCommit[]> {
  return list(place, ['--no-walk=unsorted'], oids, signal);
}

/** Seconds since the epoch. A date of git's has 64 bits: what does not fit into a number becomes the nearest that does. */
export function commitTime(printed = ''): number {
  const seconds = Number(printed) || 0;
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(seconds, Number.MAX_SAFE_INTEGER));
}

/** A commit's words in UTF-8, whatever it was written in, each on a line of bounded length. */
async function list(
  place: GitPlace,
  which: readonly string[],
  from: readonly Oid[],
  signal?: AbortSignal,
): Promise<OverviewCommit[]> {
  const { stdout } = await git(
    place,
    ['rev-list', ...which, '--no-commit-header', '--encoding=UTF-8', FORMAT, '--stdin'],
    { signal, input: `${from.join('\n')}\n` },
  );
  return textLines(stdout).map((line) => {
    const [oid = '', parents = '', author = '', time, subject = ''] = line.split('\0');
    return {
      oid: oid as Oid,
      parents: parents.split(' ').filter((parent) => parent !== '') as Oid[],
      author: shortLine(guessedText(author), LIMITS.nameLength),
      time: commitTime(time),
      subject: shortLine(guessedText(subject), LIMITS.subjectLength),
    };
  });
}
