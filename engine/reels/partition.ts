import { blockCount, type Reel } from '../../shared/gtp/reel.ts';
import { byteLines } from '../git/lines.ts';
import type { Repository } from '../git/open.ts';
import { COMMIT_MARK, enumerateObjects } from '../git/rev-list.ts';
import { commitBlock, pathBlock, rootTreeBlock } from './assignment.ts';
import { BlockLists } from './block-lists.ts';
import { CommitTable } from './commit-table.ts';

const MARK = COMMIT_MARK.charCodeAt(0);
const NEWLINE = Buffer.from('\n');
/** git reads list lines into a buffer of PATH_MAX; a path is only a hint there. */
const MAX_PATH_BYTES = 4_000;

/**
 * Lists the reel's objects and sorts them into its blocks' lists. git tells all commits first, so
 * `onCommitsListed` comes long before the rest is known.
 */
export async function partition(
  repository: Repository,
  reel: Reel,
  directory: string,
  onCommitsListed: () => void,
  signal?: AbortSignal,
): Promise<void> {
  const { layout, wants, haves } = reel;
  const hexLength = repository.objectFormat === 'sha1' ? 40 : 64;
  const lists = new BlockLists(directory, blockCount(layout));
  const table = new CommitTable(hexLength / 2);
  const commits: Buffer[] = [];
  let isSealed = false;

  const sealCommits = async () => {
    isSealed = true;
    table.seal();
    const oids = Buffer.concat(commits);
    commits.length = 0;
    for (let row = 0; row < table.size; row += 1) {
      const block = commitBlock(table.positionOf(row), table.size, layout);
      const line = oids.subarray(row * (hexLength + 1), (row + 1) * (hexLength + 1));
      await lists.add(block, line);
    }
    // With no windows of their own, commits share a block with objects still to come.
    if (layout.windows > 0) await lists.finish(range(0, layout.windows));
    onCommitsListed();
  };

  const listing = enumerateObjects(repository, { from: wants, notFrom: haves }, signal);
  for await (const lines of byteLines(listing.stdout)) {
    for (const line of lines) {
      if (line[0] === MARK) {
        const [commit = '', tree = '', time = ''] = line.toString('latin1', 1).split(' ');
        table.add(commit, tree, Number(time));
        commits.push(Buffer.from(`${commit}\n`, 'latin1'));
        continue;
      }
      if (!isSealed) await sealCommits();
      const path = line.subarray(hexLength + 1, hexLength + 1 + MAX_PATH_BYTES);
      const block =
        path.length === 0
          ? rootTreeBlock(
              table.positionOfTree(line.toString('latin1', 0, hexLength)) ?? 0,
              table.size,
              layout,
            )
          : pathBlock(path, layout);
      await lists.add(
        block,
        Buffer.concat([line.subarray(0, hexLength + 1 + path.length), NEWLINE]),
      );
    }
  }
  await listing.exit;
  if (!isSealed) await sealCommits();
  await lists.finish(range(layout.windows, blockCount(layout)));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
