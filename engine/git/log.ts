import type { OverviewCommit } from '../../shared/gtp/overview.ts';
import type { Oid } from '../../shared/ids.ts';
import { textLines } from './lines.ts';
import { type GitPlace, git } from './run.ts';

// Neither a name nor a subject can hold a line break or a zero byte.
const FORMAT = '--format=%H%x00%P%x00%an%x00%ct%x00%s';

/**
 * The latest commits that `from` reach, by committer date: git finds them without a walk through
 * the whole history, which an order by parents would cost.
 */
export async function latestCommits(
  place: GitPlace,
  from: readonly Oid[],
  limit: number,
  signal?: AbortSignal,
): Promise<OverviewCommit[]> {
  const { stdout } = await git(
    place,
    [
      'rev-list',
      `--max-count=${limit}`,
      '--no-commit-header',
      '--encoding=UTF-8',
      FORMAT,
      '--stdin',
    ],
    { signal, input: `${from.join('\n')}\n` },
  );
  return textLines(stdout).map((line) => {
    const [oid = '', parents = '', author = '', time, subject = ''] = line.split('\0');
    return {
      oid: oid as Oid,
      parents: parents.split(' ').filter((parent) => parent !== '') as Oid[],
      author,
      time: Number(time),
      subject,
    };
  });
}
