import { shortLine } from '../../shared/domain/words/text.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { type Overview, overviewSchema } from '../../shared/gtp/overview.ts';
import type { Oid } from '../../shared/ids.ts';
import { existingObjects } from '../git/cat-file.ts';
import { latestCommits } from '../git/log.ts';
import { listTree, type TreeFile } from '../git/ls-tree.ts';
import type { Repository } from '../git/open.ts';
import { readBlob } from '../git/read-blob.ts';
import { guessedText, quotedName, textOf } from '../git/text.ts';
import { childrenFirst } from './children-first.ts';
import { TreeSummary } from './tree-summary.ts';

/**
 * Reads what a repository looks like at `head`.
 * @param visible whose commits may be shown
 * @returns null if the head leads to no commit
 */
export async function readOverview(
  repository: Repository,
  head: Oid,
  visible: readonly Oid[],
  signal: AbortSignal,
): Promise<Overview | null> {
  if (!(await leadsToCommit(repository, head, signal))) return null;
  const summary = new TreeSummary();
  const { commitsPerOverview, parentsPerCommit } = LIMITS;
  const [commits] = await Promise.all([
    latestCommits(repository, visible, commitsPerOverview, signal),
    addTree(repository, head, summary, signal),
  ]);
  // What is cleaned and cut here is what the other side would refuse or clean.
  return overviewSchema.parse({
    head,
    readme: summary.readme && (await readReadme(repository, summary.readme, signal)),
    ...withShownNames(summary.result),
    commits: childrenFirst(commits).map((commit) => ({
      ...commit,
      parents: commit.parents.slice(0, parentsPerCommit),
    })),
  });
}

async function leadsToCommit(repository: Repository, head: Oid, signal: AbortSignal) {
  const peeled = `${head}^{commit}` as Oid;
  return (await existingObjects(repository, [peeled], { type: 'commit', signal })).size > 0;
}

async function addTree(
  repository: Repository,
  head: Oid,
  summary: TreeSummary,
  signal: AbortSignal,
): Promise<void> {
  for await (const file of listTree(repository, head, signal)) {
    if (summary.isFull) return summary.cut();
    summary.add(file);
  }
}

function withShownNames(summary: TreeSummary['result']): TreeSummary['result'] {
  const entries = summary.entries.map((entry) => ({ ...entry, name: shownName(entry.name) }));
  return { ...summary, entries, license: summary.license && shownName(summary.license) };
}

/** A name of nothing but control characters is a file all the same. */
function shownName(name: string): string {
  return shortLine(quotedName(name), LIMITS.fileNameLength) || '\ufffd';
}

/** Null if it is not text: a zero byte is what git itself goes by. */
async function readReadme(
  repository: Repository,
  { oid, path, bytes }: TreeFile,
  signal: AbortSignal,
): Promise<Overview['readme']> {
  const start = await readBlob(repository, oid, LIMITS.readmeLength, signal);
  if (start.includes(0)) return null;
  const isCut = bytes > start.length;
  const text = textOf(start);
  // The cut may go through a character.
  const whole = isCut ? text.replace(/\p{Cs}{1,3}$/u, '') : text;
  return { name: shownName(path), text: guessedText(whole), isCut };
}
