import type { Oid } from '../../shared/ids.ts';
import { cappedFields } from './capped-fields.ts';
import { type GitPlace, start } from './run.ts';
import { textOf } from './text.ts';

const LONGEST_PATH = 64 * 1024;
/** Files of a conflict that are told with what is in them; the others are counted. */
const MOST_FILES = 2_000;

interface Stage {
  readonly mode: string;
  readonly oid: Oid;
}

/** A file that does not merge: what is in it where the two parted, in mine and in theirs (gitglossary: index entry). */
export interface UnmergedFile {
  readonly path: string;
  readonly base: Stage | null;
  readonly mine: Stage | null;
  readonly theirs: Stage | null;
}

/** What a merge of two commits came to. */
export interface MergedTrees {
  /** With what conflicts in it, if anything does. */
  readonly tree: Oid;
  readonly unmerged: readonly UnmergedFile[];
  readonly unmergedCount: number;
}

/**
 * Merges two commits without a working tree (git-merge-tree(1)). What it makes goes to the objects of `place`.
 * @throws GitFailedError also when the two have no commit in common
 */
export async function mergeStages(
  place: GitPlace,
  mine: Oid,
  theirs: Oid,
  signal?: AbortSignal,
): Promise<MergedTrees> {
  const args = ['merge-tree', '--write-tree', '-z', '--no-messages', mine, theirs];
  using running = start(place, args, { signal, successExitCodes: [0, 1] });
  let tree: Oid | null = null;
  const files = new Map<string, { -readonly [K in keyof UnmergedFile]: UnmergedFile[K] }>();
  const paths = new Set<string>();
  for await (const field of cappedFields(running.stdout, LONGEST_PATH)) {
    const text = textOf(field);
    if (tree === null) {
      tree = text as Oid;
      continue;
    }
    // `<mode> <oid> <stage>\t<path>`
    const tab = text.indexOf('\t');
    const [mode = '', oid = '', stage] = text.slice(0, tab).split(' ');
    const path = text.slice(tab + 1);
    paths.add(path);
    const file = files.get(path) ?? { path, base: null, mine: null, theirs: null };
    if (!files.has(path) && files.size >= MOST_FILES) continue;
    files.set(path, file);
    const entry = { mode, oid: oid as Oid };
    if (stage === '1') file.base = entry;
    else if (stage === '2') file.mine = entry;
    else file.theirs = entry;
  }
  await running.exit;
  if (tree === null) throw new Error('git merge-tree told no tree');
  return { tree, unmerged: [...files.values()], unmergedCount: paths.size };
}
