import type { HeadDone } from '../../shared/api/heads/head-look.ts';
import { headKind, isRefPath, shortRefName } from '../../shared/domain/git/ref-name.ts';
import { HeadRefusedError, NotHereError } from '../errors/heads.ts';
import { writeConfig } from '../git/config.ts';
import { GitFailedError } from '../git/errors.ts';
import { listRefs } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import { clashesWith } from '../remotes/ref-changes.ts';
import { foldCase, readRemotes } from '../remotes/remotes.ts';
import type { FoundHead } from './found-head.ts';
import { checkBefore, type Sender } from './merge-head.ts';
import { moveFiles } from './move-files.ts';
import type { ReadyPlace } from './workplace.ts';

/** More names are not tried. */
const MAX_TRIED = 20;

/** A name for a branch at a head: its own, else one that says whose it is. @throws NotHereError, HeadRefusedError */
export async function suggestBranch(found: FoundHead, signal: AbortSignal): Promise<string> {
  if (found.commit === null) throw new NotHereError();
  const isTaken = await takenBranches(found.repository, signal);
  const short = shortRefName(found.name.ref);
  const alias = found.tracking?.ref.split('/')[2] ?? 'shoal';
  const whose = `${alias}-${short}`;
  const numbered = Array.from({ length: MAX_TRIED }, (_, index) => `${whose}-${index + 2}`);
  const free = [short, whose, ...numbered].find((name) => isBranchName(name) && !isTaken(name));
  if (free === undefined) throw taken(short);
  return free;
}

/**
 * Makes a branch at a head and checks it out, with the head as its upstream where that is fetched.
 * @throws HeadRefusedError, NotHereError, and what `checkSize` does; nothing has changed then
 */
export async function checkOutHead(
  found: FoundHead,
  ready: ReadyPlace,
  { branch, sender }: { readonly branch: string; readonly sender: Sender },
  signal: AbortSignal,
): Promise<HeadDone> {
  const { repository, commit } = found;
  if (commit === null) throw new NotHereError();
  if (!isBranchName(branch)) {
    const sentence = `“${branch}” is no name for a branch. Choose another one.`;
    throw new HeadRefusedError('branch-name', sentence);
  }
  if ((await takenBranches(repository, signal))(branch)) throw taken(branch);
  await checkBefore(repository, ready, { to: commit, arrived: commit, sender }, signal);
  const { place, head } = ready;
  const ref = `refs/heads/${branch}`;
  await moveFiles(place, {
    ...{ from: head, to: commit, head: ref, refs: [{ ref, old: null, new: commit }] },
    // So `git switch -` finds its way back.
    reason: `checkout: moving from ${ready.branch ?? head} to ${branch}`,
  });
  await track(found, branch).catch((error: unknown) => {
    // It is checked out all the same.
    if (!(error instanceof GitFailedError)) throw error;
  });
  const before = { branch: ready.branch, oid: head };
  const undo = { kind: 'check-out', branch, at: commit, before } as const;
  return { branch, oid: commit, how: 'checked-out', undo };
}

/** What `git switch --track` writes: `git pull` brings what the teammate commits next. */
async function track(
  { repository, name, tracking, oid }: FoundHead,
  branch: string,
): Promise<void> {
  if (tracking === null || tracking.oid !== oid || headKind(name.ref) !== 'branch') return;
  const alias = tracking.ref.split('/')[2] ?? '';
  const remotes = await readRemotes(repository);
  if (!remotes.some((remote) => remote.name === alias && remote.urls.length > 0)) return;
  await writeConfig(repository, `branch.${branch}.remote`, alias);
  await writeConfig(repository, `branch.${branch}.merge`, name.ref);
}

function isBranchName(name: string): boolean {
  return isRefPath(name) && !/(?:^|\/)HEAD$/i.test(name);
}

/** Whether a branch has this name, or one that stands in its way: on some file systems case does not count. */
async function takenBranches(
  repository: Repository,
  signal: AbortSignal,
): Promise<(name: string) => boolean> {
  const { direct, symbolic } = await listRefs(repository, ['refs/heads/'], signal);
  const clashes = clashesWith([...direct.keys(), ...symbolic.keys()].map(foldCase));
  return (name) => clashes(foldCase(`refs/heads/${name}`));
}

function taken(branch: string): HeadRefusedError {
  const sentence = `You have a branch “${branch}”, or one whose name is in its way. Choose another name.`;
  return new HeadRefusedError('branch-taken', sentence);
}
