import type { RefUpdate } from '../../../shared/api/activity-state.ts';
import type { FetchNote } from '../../../shared/api/fetch-remarks.ts';
import { headKind, shortRefName } from '../../../shared/domain/git/ref-name.ts';
import type { SharedRepository } from '../../../shared/gtp/manifest.ts';
import type { Oid, PeerId, SwarmId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Sources } from '../../asking/sources.ts';
import { keepsWhatCame } from '../../errors/interruptions.ts';
import { BadBlockError } from '../../errors/peer-failures.ts';
import { FolderGoneError, UnknownSwarmError } from '../../errors/transfers.ts';
import { checkout } from '../../git/checkout.ts';
import { writeConfig } from '../../git/config.ts';
import { GitFailedError, isGitFailure } from '../../git/errors.ts';
import { wantsFsck } from '../../git/fsck-settings.ts';
import { initRepository } from '../../git/init.ts';
import { openRepository, type Repository } from '../../git/open.ts';
import { writeSymbolicRef } from '../../git/symbolic-ref.ts';
import { updateRefs } from '../../git/update-ref.ts';
import { Quarantine } from '../../quarantine/quarantine.ts';
import { completeReceived, fsckReceived } from '../../receiving/check-received.ts';
import { type Brought, bringLargeFiles } from '../../receiving/lfs/bring-files.ts';
import { ToldPlans } from '../../receiving/plan/told-plans.ts';
import type { Progress } from '../../receiving/progress.ts';
import type { Reach } from '../../receiving/reach.ts';
import { uniteArrived } from '../../receiving/receive-reel.ts';
import { receiveWants } from '../../receiving/receive-wants.ts';
import type { PassedOnReels } from '../../reels/passed-on-reels.ts';
import { checkSize } from '../check-size.ts';
import { leftOutNotes } from '../left-out-notes.ts';
import { checkoutNotice } from './checkout-notice.ts';
import { CloneFolder } from './clone-folder.ts';
import { largeFileNotes } from './large-file-notes.ts';

export interface CloneTask {
  readonly self: PeerId;
  readonly swarm: SwarmId;
  /** Absolute path of a folder that is empty, or not there yet. */
  readonly directory: string;
  readonly sources: Sources;
  readonly passedOn: PassedOnReels;
  /** The copies of the project at this moment, the one whose branches are taken first. */
  copies(): readonly RemoteCopy[];
  /** Called before anything that was taken on trust can be used: it must not be forgotten to check it. */
  willVerify(wants: readonly Oid[]): Promise<void>;
  /** How long to wait for somebody to be there, in milliseconds. */
  readonly patience: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** The files of a clone. */
interface Filled {
  /** Why they are not all there; null if they are. */
  readonly notice: string | null;
  readonly brought: Brought;
}

export interface Cloned {
  readonly updated: RefUpdate[];
  /** Whether objects were taken on a trusted peer's word, and are still to be checked. */
  readonly isOnTrust: boolean;
  readonly notes: readonly FetchNote[];
}

const REMOTE = 'origin';

/**
 * Clones a teammate's copy: the same refs, configuration and working tree that `git clone` makes of
 * its shared heads. A clone that fails leaves no folder behind, unless it can go on later; one whose files
 * alone could not be written is one all the same.
 */
export async function cloneFromPeer(task: CloneTask): Promise<Cloned> {
  const first = task.copies()[0];
  if (first === undefined) throw new UnknownSwarmError();
  const folder = await CloneFolder.claim(task.directory);
  try {
    const cloned = await fill(task, first);
    task.signal.throwIfAborted();
    await folder.keep();
    return cloned;
  } catch (error) {
    if (!task.signal.aborted && !(await folder.isThere())) {
      throw new FolderGoneError(task.directory, error);
    }
    if (!keepsWhatCame(task.signal.aborted ? task.signal.reason : error)) await folder.remove();
    throw error;
  }
}

async function fill(task: CloneTask, first: RemoteCopy): Promise<Cloned> {
  const { directory, self, swarm, signal } = task;
  await initRepository(directory, first.shared.objectFormat, signal);
  const repository = await openRepository(directory, signal);
  const quarantine = await Quarantine.open(repository, self, `clone ${swarm}`, signal);
  try {
    return await fillFrom(task, first, repository, quarantine);
  } finally {
    await quarantine.rest();
  }
}

async function fillFrom(
  task: CloneTask,
  first: RemoteCopy,
  repository: Repository,
  quarantine: Quarantine,
): Promise<Cloned> {
  const { directory, sources, progress, signal } = task;
  const isCareful = await wantsFsck(repository, signal);
  const onTrust = sources.isTrusted(first.peer.id) && !isCareful;
  let source = first;
  let wants: Oid[] = [];
  const reach: Reach = {
    ...{ ...task, repository, quarantine, onTrust, stepsFrom: null },
    toldPlans: new ToldPlans(),
  };
  await receiveWants(reach, async () => {
    source = task.copies()[0] ?? source;
    wants = [...new Set(source.shared.heads.map(({ oid }) => oid))];
    return { wants, towards: defaultHead(source.shared), haves: [] };
  });
  await uniteArrived(quarantine);
  const { isOnTrust } = quarantine;
  progress.enter(isOnTrust ? 'finishing' : 'checking');
  const configuring = failureOf(configure(repository, source, signal));
  let filled: Filled;
  try {
    filled = await checkAndFill(reach, source, { directory, wants, isCareful });
  } finally {
    await configuring;
  }
  const failure = await configuring;
  if (failure !== undefined) throw failure;
  if (isOnTrust) await task.willVerify(wants);
  await quarantine.migrate(REMOTE);
  progress.enter('finishing');
  const updated = cloneRefs(source.shared);
  await updateRefs(repository, updated, `shoal: clone from ${source.peer.id}`, signal);
  await quarantine[Symbol.asyncDispose]();
  const note = { peer: source.peer.id, code: 'files-missing' } as const;
  const { notice, brought } = filled;
  const missing = notice === null ? [] : [{ ...note, sentence: notice }];
  const large = await largeFileNotes(repository, source.peer.id, brought);
  const notes = [...missing, ...large, ...leftOutNotes(source.peer, source.shared)];
  return { updated, isOnTrust, notes };
}

function defaultHead({ heads, defaultBranch }: SharedRepository): Oid | undefined {
  return heads.find(({ ref }) => ref === defaultBranch)?.oid;
}

/**
 * Checks what was received and fills the working tree, side by side: until both are done, the folder
 * is nobody's repository, and it goes away if the check fails. Where the user wants content checked by
 * fsck, nothing is written out before that; what was taken on trust is checked later.
 */
async function checkAndFill(
  reach: Reach,
  { peer, shared }: RemoteCopy,
  received: {
    readonly directory: string;
    readonly wants: readonly Oid[];
    readonly isCareful: boolean;
  },
): Promise<Filled> {
  const { quarantine, signal } = reach;
  const { directory, wants, isCareful } = received;
  const head = defaultHead(shared);
  const abort = new AbortController();
  const fillSignal = AbortSignal.any([signal, abort.signal]);
  const place = { ...quarantine.place, cwd: directory };
  let brought: Brought = { here: 0, missing: 0 };
  const filled = (failure: unknown) => ({ notice: noticeOf(failure, directory), brought });
  const fill = async () => {
    if (head === undefined) return;
    if (!reach.sources.isTrusted(peer.id)) {
      const arrived = await quarantine.bytes();
      const what = { cwd: directory, commit: head, instead: null, arrived, sender: peer.name };
      await checkSize(quarantine.place, what, fillSignal);
    }
    // Before the files are written: git-lfs looks for them here first, and they need no server then.
    brought = await bringWhatIsThere(reach, head, brought, fillSignal);
    await checkout(place, head, fillSignal);
  };
  if (quarantine.isOnTrust) {
    const failure = await failureOf(fill());
    if (isGitFailure(failure, 'bad-data')) {
      throw new BadBlockError(peer.name, 'its files cannot be read', failure);
    }
    return filled(failure);
  }
  // Objects that are asked for one by one may still be missing now; then it is done again below.
  const early = isCareful ? null : failureOf(fill());
  try {
    await completeReceived(reach, wants);
    await fsckReceived(reach, peer.name);
    const failure = await early;
    const isFinal = failure === undefined || isGitFailure(failure, 'filter-failed');
    return filled(early !== null && isFinal ? failure : await failureOf(fill()));
  } finally {
    abort.abort();
    await early;
  }
}

/** Without them a clone is one all the same. @param before what an earlier attempt has come to */
async function bringWhatIsThere(
  reach: Reach,
  commit: Oid,
  before: Brought,
  signal: AbortSignal,
): Promise<Brought> {
  const { place } = reach.quarantine;
  const copies = () => reach.copies();
  try {
    const { here, missing } = await bringLargeFiles({ ...reach, copies, place, commit, signal });
    return { here: before.here + here, missing };
  } catch {
    signal.throwIfAborted();
    return before;
  }
}

/** What a promise is broken with; undefined if it is kept. */
function failureOf(work: Promise<void>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** For a checkout of sound objects. @throws what is no failure of git's: it is full here, or was stopped */
function noticeOf(failure: unknown, directory: string): string | null {
  if (failure === undefined) return null;
  if (!(failure instanceof GitFailedError)) throw failure;
  return checkoutNotice(failure, directory);
}

/** Branches become tracking refs, tags stay tags, the default branch becomes a branch. */
function cloneRefs({ heads, defaultBranch }: SharedRepository): RefUpdate[] {
  return heads.flatMap(({ ref, oid }) => {
    const update = (name: string): RefUpdate => ({ ref: name, old: null, new: oid });
    if (headKind(ref) === 'tag') return [update(ref)];
    const tracking = update(`refs/remotes/${REMOTE}/${shortRefName(ref)}`);
    return ref === defaultBranch ? [tracking, update(ref)] : [tracking];
  });
}

async function configure(
  repository: Repository,
  { peer, shared }: RemoteCopy,
  signal: AbortSignal,
): Promise<void> {
  const set = (key: string, value: string) => writeConfig(repository, key, value, signal);
  await set(`remote.${REMOTE}.url`, `gtp://${peer.id}/${shared.swarm}`);
  await set(`remote.${REMOTE}.fetch`, `+refs/heads/*:refs/remotes/${REMOTE}/*`);
  const { defaultBranch } = shared;
  if (defaultBranch === undefined) return;
  const branch = shortRefName(defaultBranch);
  await set(`branch.${branch}.remote`, REMOTE);
  await set(`branch.${branch}.merge`, defaultBranch);
  await writeSymbolicRef(repository, 'HEAD', defaultBranch, { signal });
  await writeSymbolicRef(
    repository,
    `refs/remotes/${REMOTE}/HEAD`,
    `refs/remotes/${REMOTE}/${branch}`,
    { signal },
  );
}
