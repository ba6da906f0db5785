import type { HeadChanges, RewrittenCommit } from '../../shared/api/heads/head-look.ts';
import { shortLine } from '../../shared/domain/words/text.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid } from '../../shared/ids.ts';
import { NotHereError } from '../errors/heads.ts';
import { commitsOf } from '../git/cat-file.ts';
import { findMergeBase } from '../git/merge-base.ts';
import { rangeDiff } from '../git/range-diff.ts';
import { countCommits } from '../git/rev-list.ts';
import { inScratchRepository } from '../git/scratch-repository.ts';
import type { FoundHead } from './found-head.ts';

/** Each commit of one side is compared with each of the other: more of them are not. */
const MOST_COMMITS = 250;
/** How long that may take, in milliseconds. */
const PATIENCE = 30_000;

const CHANGE: Readonly<Record<string, RewrittenCommit['change']>> = {
  '=': 'same',
  '!': 'changed',
  '<': 'gone',
  '>': 'new',
};

/** What became of a head's commits since it was at `old`. @throws NotHereError */
export async function changesSince(
  { repository, commit, mine }: FoundHead,
  old: Oid,
  scratchDirectory: string,
  signal: AbortSignal,
): Promise<HeadChanges> {
  const [before] = await commitsOf(repository, [old], signal);
  if (commit === null || before == null) throw new NotHereError();
  const except = mine?.oid ?? (await findMergeBase(repository, commit, [before], signal));
  if (except === null) return { from: before, to: commit, commits: null };
  const sizes = await Promise.all(
    [before, commit].map((from) =>
      countCommits(repository, { from: [from], notFrom: [except] }, { signal }),
    ),
  );
  if (sizes.some((size) => size > MOST_COMMITS)) return { from: before, to: commit, commits: null };
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  try {
    const lines = await inScratchRepository(repository, scratchDirectory, (place) =>
      rangeDiff(place, { except, old: before, now: commit }, patience),
    );
    const commits = lines.map((line) => ({
      change: CHANGE[line.sign] ?? 'changed',
      old: line.old,
      new: line.new,
      subject: shortLine(line.subject, LIMITS.subjectLength),
    }));
    return { from: before, to: commit, commits };
  } catch (error) {
    if (signal.aborted || !patience.aborted) throw error;
    return { from: before, to: commit, commits: null };
  }
}
