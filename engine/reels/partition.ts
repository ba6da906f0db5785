import { type Block, type Reel, stripCount } from '../../shared/gtp/reel.ts';
import { byteLines } from '../git/lines.ts';
import type { Repository } from '../git/open.ts';
import { COMMIT_MARK, enumerateObjects } from '../git/rev-list.ts';
import { commitStrip, pathStrip, rootTreeStrip } from './assignment.ts';
import { CommitTable } from './commit-table.ts';
import { cutStrip } from './cut-strip.ts';
import { StripLists } from './strip-lists.ts';
import { StripSizes } from './strip-sizes.ts';

const MARK = COMMIT_MARK.charCodeAt(0);
const NEWLINE = Buffer.from('\n');
/** git reads list lines into a buffer of PATH_MAX; a path is only a hint there. */
const MAX_PATH_BYTES = 4_000;

/**
 * Lists the reel's objects, sorts them into its strips' lists, and cuts the strips into blocks.
 * @param onCommits hears of the commits' blocks long before the rest is known: git tells all
 *   commits first
 * @returns the other blocks
 */
export async function partition(
  repository: Repository,
  reel: Reel,
  directory: string,
  onCommits: (blocks: Block[]) => void,
  signal?: AbortSignal,
): Promise<Block[]> {
  const hexLength = repository.objectFormat === 'sha1' ? 40 : 64;
  const { layout } = reel;
  const lists = new StripLists(directory, stripCount(layout));
  const sizes = new StripSizes(repository, signal);
  const table = new CommitTable(hexLength / 2);
  const commits: string[] = [];

  const listCommits = async () => {
    table.seal();
    const counts = Array<number>(layout.windows).fill(0);
    for (const [row, oid] of commits.entries()) {
      const strip = commitStrip(table.positionOf(row), table.size, layout);
      await lists.add(strip, Buffer.from(`${oid}\n`, 'latin1'));
      if (layout.windows === 0) await sizes.add(strip, Buffer.from(oid, 'latin1'));
      else counts[strip] = (counts[strip] ?? 0) + 1;
    }
    commits.length = 0;
    await lists.finish(counts.keys());
    // Commits are small and many: their windows stay whole, and need no sizes.
    onCommits(counts.flatMap((to, strip) => (to > 0 ? [{ strip, from: 0, to }] : [])));
  };

  let areCommitsListed = false;
  const range = { from: reel.wants, notFrom: reel.haves };
  const listing = enumerateObjects(repository, range, signal);
  for await (const lines of byteLines(listing.stdout)) {
    for (const line of lines) {
      if (line[0] === MARK) {
        const [commit = '', tree = '', time = ''] = line.toString('latin1', 1).split(' ');
        table.add(commit, tree, Number(time));
        commits.push(commit);
        continue;
      }
      if (!areCommitsListed) {
        areCommitsListed = true;
        await listCommits();
      }
      const oid = line.subarray(0, hexLength);
      const path = line.subarray(hexLength + 1, hexLength + 1 + MAX_PATH_BYTES);
      const strip =
        path.length > 0
          ? pathStrip(path, layout)
          : rootTreeStrip(table.positionOfTree(oid.toString('latin1')) ?? 0, table.size, layout);
      const kept = line.subarray(0, hexLength + 1 + path.length);
      await lists.add(strip, Buffer.concat([kept, NEWLINE]));
      await sizes.add(strip, oid);
    }
  }
  await listing.exit;
  if (!areCommitsListed) await listCommits();
  const strips = stripCount(layout);
  await lists.finish(Array(strips).keys());
  return (await sizes.finish(strips)).flatMap((each, strip) => cutStrip(strip, each));
}
