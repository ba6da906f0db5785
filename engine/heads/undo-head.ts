import type { HeadUndo } from '../../shared/api/heads/head-look.ts';
import { HeadRefusedError } from '../errors/heads.ts';
import { CannotUndoError } from '../errors/transfers.ts';
import { existingObjects } from '../git/cat-file.ts';
import { removeConfigSection } from '../git/config.ts';
import { listRefs } from '../git/for-each-ref.ts';
import { isAncestor } from '../git/merge-base.ts';
import type { Repository } from '../git/open.ts';
import { moveFiles } from './move-files.ts';
import { type ReadyPlace, readyPlace } from './workplace.ts';

/** Takes back what was done with a head, unless something has changed since. @throws CannotUndoError */
export async function undoHead(
  repository: Repository,
  undo: HeadUndo,
  signal: AbortSignal,
): Promise<void> {
  const ready = await readyPlace(repository, signal).catch((error: unknown) => {
    if (!(error instanceof HeadRefusedError)) throw error;
    throw new CannotUndoError(asReason(error.message), error);
  });
  if (undo.kind === 'merge') await undoMerge(repository, undo, ready, signal);
  else await undoCheckOut(repository, undo, ready, signal);
}

type Undo<K extends HeadUndo['kind']> = Extract<HeadUndo, { kind: K }>;

async function undoMerge(
  repository: Repository,
  { branch, from, to }: Undo<'merge'>,
  { place, head, branch: checkedOut }: ReadyPlace,
  signal: AbortSignal,
): Promise<void> {
  if (checkedOut !== branch) throw new CannotUndoError('another branch is checked out now');
  if (head !== from) throw new CannotUndoError(`${branch} has changed again since`);
  if (!(await isAncestor(repository, to, from, signal).catch(() => false))) {
    throw new CannotUndoError('git has cleaned up what was there before');
  }
  const ref = `refs/heads/${branch}`;
  await moveFiles(place, {
    ...{ from, to, head: ref, refs: [{ ref, old: from, new: to }] },
    reason: 'shoal: undo',
  });
}

async function undoCheckOut(
  repository: Repository,
  { branch, at, before }: Undo<'check-out'>,
  { place, head, branch: checkedOut }: ReadyPlace,
  signal: AbortSignal,
): Promise<void> {
  if (checkedOut !== branch) throw new CannotUndoError('another branch is checked out now');
  if (head !== at) throw new CannotUndoError(`${branch} has commits of yours by now`);
  const { direct } = await listRefs(repository, ['refs/heads/'], signal);
  const ref = before.branch === null ? null : `refs/heads/${before.branch}`;
  const to = ref === null ? before.oid : direct.get(ref);
  if (to === undefined) throw new CannotUndoError(`${before.branch} is not there any more`);
  const here = await existingObjects(repository, [to], { type: 'commit', signal });
  if (!here.has(to)) throw new CannotUndoError('git has cleaned up what was there before');
  await moveFiles(place, {
    ...{ from: at, to, head: ref, refs: [{ ref: `refs/heads/${branch}`, old: at, new: null }] },
    reason: `checkout: moving from ${branch} to ${before.branch ?? to}`,
  });
  await removeConfigSection(repository, `branch.${branch}`);
}

/** A sentence as the end of another one. */
function asReason(sentence: string): string {
  return sentence.replace(/\.$/, '').replace(/^[A-Z]/, (first) => first.toLowerCase());
}
