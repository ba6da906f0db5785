import type { HeadDone } from '../../shared/api/heads/head-look.ts';
import { headKind } from '../../shared/domain/git/ref-name.ts';
import { oneLine } from '../../shared/domain/words/text.ts';
import type { Oid } from '../../shared/ids.ts';
import { HeadRefusedError } from '../errors/heads.ts';
import { commitTree } from '../git/commit-tree.ts';
import { isGitFailure } from '../git/errors.ts';
import { mergeStages } from '../git/merge-stages.ts';
import type { Repository } from '../git/open.ts';
import { diskUsage } from '../git/rev-list.ts';
import { inScratchRepository } from '../git/scratch-repository.ts';
import { checkSize } from '../transfers/check-size.ts';
import type { FoundHead } from './found-head.ts';
import { moveFiles } from './move-files.ts';
import { type MergePlan, nameForGit, noIdentity } from './plan-merge.ts';
import type { ReadyPlace } from './workplace.ts';

/** What a message has of a name, in characters. */
const LONGEST_NAME = 200;
/** Branches that git's own messages do not name (merge.suppressDest). */
const UNNAMED = ['main', 'master'];

/** Whose files come into a working tree. */
export interface Sender {
  readonly name: string;
  readonly isTrusted: boolean;
}

/**
 * Merges a head as it was planned; the result is in files, index and branch, or nothing has changed.
 * @throws HeadRefusedError, and what `checkSize` does
 */
export async function mergeHead(
  found: FoundHead,
  ready: ReadyPlace,
  { into, how, commit }: MergePlan,
  { scratchDirectory, sender }: { readonly scratchDirectory: string; readonly sender: Sender },
  signal: AbortSignal,
): Promise<HeadDone> {
  const { repository } = found;
  const { place, head } = ready;
  const oid =
    how === 'fast-forward'
      ? commit
      : await makeMerge(found, { head, commit, into }, scratchDirectory, signal);
  await checkBefore(repository, ready, { to: oid, arrived: commit, sender }, signal);
  const ref = `refs/heads/${into}`;
  const done = how === 'fast-forward' ? 'Fast-forward' : 'Merge made by Shoal';
  await moveFiles(place, {
    ...{ from: head, to: oid, head: ref, refs: [{ ref, old: head, new: oid }] },
    reason: `merge ${oneLine(nameForGit(found), LONGEST_NAME)}: ${done}.`,
  });
  return { branch: into, oid, how, undo: { kind: 'merge', branch: into, from: oid, to: head } };
}

/** A commit of both, whose tree is what git makes of them without attributes and settings. */
async function makeMerge(
  found: FoundHead,
  { head, commit, into }: { readonly head: Oid; readonly commit: Oid; readonly into: string },
  scratchDirectory: string,
  signal: AbortSignal,
): Promise<Oid> {
  const { repository } = found;
  const objects = { directory: repository.objectsDir, alternates: [] };
  const { tree, unmergedCount } = await inScratchRepository(repository, scratchDirectory, (place) =>
    mergeStages({ ...place, objects }, head, commit, signal),
  );
  if (unmergedCount > 0) {
    throw new HeadRefusedError('moved-meanwhile', 'It conflicts by now. Look again.');
  }
  const message = mergeMessage(found, into);
  try {
    return await commitTree(repository, { tree, parents: [head, commit], message }, signal);
  } catch (error) {
    throw isGitFailure(error, 'no-identity') ? noIdentity(error) : error;
  }
}

/** As git words it. */
function mergeMessage(found: FoundHead, into: string): string {
  const { name, tracking, oid } = found;
  const isFetched = tracking !== null && tracking.oid === oid;
  const kind = headKind(name.ref) === 'tag' ? 'tag' : 'remote-tracking branch';
  const what = isFetched ? `${kind} '${nameForGit(found)}'` : `commit '${nameForGit(found)}'`;
  const where = UNNAMED.includes(into) ? '' : ` into ${into}`;
  return oneLine(`Merge ${what}${where}`, 2 * LONGEST_NAME);
}

/** Counts what is to be written, where the one whom it comes from is not trusted. */
export async function checkBefore(
  repository: Repository,
  { place, head }: ReadyPlace,
  { to, arrived, sender }: { readonly to: Oid; readonly arrived: Oid; readonly sender: Sender },
  signal: AbortSignal,
): Promise<void> {
  if (sender.isTrusted) return;
  const bytes = await diskUsage(repository, { from: [arrived], notFrom: [head] }, signal);
  const checkout = { cwd: place.workTree, commit: to, instead: head, arrived: bytes };
  await checkSize(place, { ...checkout, sender: sender.name }, signal);
}
