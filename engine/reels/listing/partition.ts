import { LIMITS } from '../../../shared/gtp/limits.ts';
import { type Block, type Reel, stripCount } from '../../../shared/gtp/reel.ts';
import { TooLargeToGiveError } from '../../errors/repositories.ts';
import { wholeLines } from '../../git/lines.ts';
import type { Repository } from '../../git/open.ts';
import { COMMIT_MARK, enumerateObjects } from '../../git/rev-list.ts';
import { commitStrip, pathStrip, rootTreeStrip } from '../rules/assignment.ts';
import { CommitTable } from './commit-table.ts';
import { StripCutters } from './strip-cutters.ts';
import { StripLists } from './strip-lists.ts';
import { StripSizes } from './strip-sizes.ts';

const MARK = COMMIT_MARK.charCodeAt(0);
const NEWLINE = 0x0a;
/** git reads list lines into a buffer of PATH_MAX; a path is only a hint there. */
const MAX_PATH_BYTES = 4_000;
/** After this many commits it is checked whether the disk keeps up. */
const COMMITS_AT_ONCE = 4_096;

/**
 * Lists the reel's objects, sorts them into its strips' lists, and cuts the strips into blocks. What
 * it holds in memory are the ids of the reel's commits; all else passes through.
 * @param onBlocks hears of blocks while the listing goes on, when what is in them is on disk: of the commits', as git
 *   tells all commits first, and of those of long strips
 * @returns the other blocks
 */
export async function partition(
  repository: Repository,
  reel: Reel,
  directory: string,
  onBlocks: (blocks: Block[]) => void,
  signal?: AbortSignal,
): Promise<Block[]> {
  const hexLength = repository.objectFormat === 'sha1' ? 40 : 64;
  const { layout } = reel;
  const strips = stripCount(layout);
  const lists = new StripLists(directory, strips);
  const cutters = new StripCutters(layout);
  const addSize = (strip: number, bytes: number) => {
    if (bytes > LIMITS.blockBytes) throw new TooLargeToGiveError(repository.path);
    cutters.add(strip, bytes);
  };
  const sizes = new StripSizes(repository, addSize, signal);
  const table = new CommitTable(hexLength / 2);

  /** `><commit> <root tree> <committer date>` */
  const addCommit = (lines: Buffer, from: number, to: number) => {
    const treeAt = from + 1 + hexLength + 1;
    const time = Number(lines.toString('latin1', treeAt + hexLength + 1, to));
    table.add(lines, from + 1, treeAt, time);
  };

  const keepPace = async () => {
    if (lists.isBehind) await lists.room();
    if (sizes.isBehind) await sizes.room();
  };

  const listCommits = async () => {
    table.seal();
    const counts = Array<number>(layout.windows).fill(0);
    const oid = Buffer.alloc(hexLength);
    for (let row = 0; row < table.size; row += 1) {
      const strip = commitStrip(table.positionOf(row), table.size, layout);
      table.writeCommit(row, oid, 0);
      lists.add(strip, oid, 0, hexLength);
      if (layout.windows === 0) sizes.add(strip, oid, 0);
      else counts[strip] = (counts[strip] ?? 0) + 1;
      if (row % COMMITS_AT_ONCE === 0) await keepPace();
    }
    await lists.finish(counts.keys());
    // Commits are small and many: their windows stay whole, and need no sizes.
    onBlocks(counts.flatMap((to, strip) => (to > 0 ? [{ strip, from: 0, to }] : [])));
  };

  /** What others wait for is sent while the rest is being listed. */
  const tellSettled = async () => {
    const blocks = cutters.takeSettled();
    if (blocks.length === 0) return;
    await lists.finish(new Set(blocks.map(({ strip }) => strip)));
    onBlocks(blocks);
  };

  /** `<oid> <path>` */
  const addObject = (lines: Buffer, from: number, to: number) => {
    const pathAt = from + hexLength + 1;
    const end = Math.min(to, pathAt + MAX_PATH_BYTES);
    const strip =
      end > pathAt
        ? pathStrip(lines, pathAt, end, layout)
        : rootTreeStrip(table.positionOfTree(lines, from) ?? 0, table.size, layout);
    lists.add(strip, lines, from, end);
    sizes.add(strip, lines, from);
  };

  try {
    let areCommitsListed = false;
    const range = { from: reel.wants, notFrom: reel.haves };
    const listing = enumerateObjects(repository, range, signal);
    for await (const lines of wholeLines(listing.stdout)) {
      for (let from = 0; from < lines.length; ) {
        const to = lines.indexOf(NEWLINE, from);
        if (lines[from] === MARK) addCommit(lines, from, to);
        else {
          if (!areCommitsListed) {
            areCommitsListed = true;
            await listCommits();
          }
          addObject(lines, from, to);
        }
        from = to + 1;
      }
      await keepPace();
      await tellSettled();
    }
    await listing.exit;
    if (!areCommitsListed) await listCommits();
    await Promise.all([lists.finish(Array(strips).keys()), sizes.finish()]);
    return cutters.finish();
  } finally {
    sizes[Symbol.dispose]();
    // Whoever removes the lists must not find them written anew.
    await lists.settled();
  }
}
