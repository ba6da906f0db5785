import type { Oid } from '../../shared/ids.ts';
import { commitsOf } from '../git/cat-file.ts';
import { GitFailedError } from '../git/errors.ts';
import { byteLines } from '../git/lines.ts';
import { haveCommonCommit } from '../git/merge-base.ts';
import type { Repository } from '../git/open.ts';
import { countLeftRight, walkParents } from '../git/rev-list.ts';
import { textOf } from '../git/text.ts';
import { AheadBehind, type Counted, type Pair } from './ahead-behind.ts';

/** Up to this many pairs are counted by a git for each: it ends where the two meet, and walks no further. */
const FEW = 8;
/** Pairs of one walk: what is kept of each commit that it is about to come to is a bit for either side of each. */
const PAIRS_AT_ONCE = 4_096;
/** How often what cannot be walked is divided, to find what is in the way. */
const DIVISIONS = 32;

/** How the commits of each pair stand to each other, in order; null where the history is not all here. */
export async function countApart(
  repository: Repository,
  pairs: readonly Pair[],
  signal: AbortSignal,
): Promise<(Counted | null)[]> {
  const counted: (Counted | null)[] = [];
  if (pairs.length <= FEW) {
    for (const pair of pairs) counted.push(await countOne(repository, pair, signal));
    return counted;
  }
  const divisions = { left: DIVISIONS };
  for (let start = 0; start < pairs.length; start += PAIRS_AT_ONCE) {
    const some = pairs.slice(start, start + PAIRS_AT_ONCE);
    counted.push(...(await countMany(repository, some, divisions, signal)));
  }
  return counted;
}

async function countOne(
  repository: Repository,
  { mine, theirs }: Pair,
  signal: AbortSignal,
): Promise<Counted | null> {
  try {
    const { left, right } = await countLeftRight(repository, mine, theirs, signal);
    const isApart = left > 0 && right > 0;
    const isRelated = !isApart || (await haveCommonCommit(repository, mine, theirs, signal));
    return { behind: left, ahead: right, isRelated };
  } catch (error) {
    if (error instanceof GitFailedError) return null;
    throw error;
  }
}

/** One history that is not all here ends the walk of all: the others are counted without it. */
async function countMany(
  repository: Repository,
  pairs: readonly Pair[],
  divisions: { left: number },
  signal: AbortSignal,
): Promise<(Counted | null)[]> {
  try {
    return await walk(repository, pairs, signal);
  } catch (error) {
    if (!(error instanceof GitFailedError)) throw error;
    if (pairs.length === 1 || divisions.left === 0) return pairs.map(() => null);
    divisions.left -= 1;
    const middle = pairs.length >> 1;
    return [
      ...(await countMany(repository, pairs.slice(0, middle), divisions, signal)),
      ...(await countMany(repository, pairs.slice(middle), divisions, signal)),
    ];
  }
}

async function walk(
  repository: Repository,
  pairs: readonly Pair[],
  signal: AbortSignal,
): Promise<(Counted | null)[]> {
  const oids = [...new Set(pairs.flatMap(({ mine, theirs }) => [mine, theirs]))];
  const commits = await commitsOf(repository, oids, signal);
  const peeled = new Map(oids.map((oid, index) => [oid, commits[index] ?? null]));
  const found = pairs.map(({ mine: own, theirs: other }) => {
    const [mine, theirs] = [peeled.get(own) ?? null, peeled.get(other) ?? null];
    return mine === null || theirs === null ? null : { mine, theirs };
  });
  const counting = new AheadBehind(found.filter((pair) => pair !== null));
  using running = walkParents(repository, counting.tips, signal);
  for await (const lines of byteLines(running.stdout)) {
    for (const line of lines) {
      const [oid, ...parents] = textOf(line).split(' ') as [Oid, ...Oid[]];
      counting.take(oid, parents);
      if (counting.isDone) break;
    }
    if (counting.isDone) break;
  }
  if (!counting.isDone) await running.exit;
  const counted = counting.counted();
  let next = 0;
  return found.map((pair) => (pair === null ? null : (counted[next++] ?? null)));
}
