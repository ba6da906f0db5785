import type { RefUpdate } from '../../shared/api/state.ts';
import { headKind, shortRefName } from '../../shared/domain/ref-name.ts';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Oid, PeerId, TransferId } from '../../shared/ids.ts';
import { checkout } from '../git/checkout.ts';
import { writeConfig } from '../git/config.ts';
import { initRepository } from '../git/init.ts';
import { openRepository, type Repository } from '../git/open.ts';
import { writeSymbolicRef } from '../git/symbolic-ref.ts';
import { updateRefs } from '../git/update-ref.ts';
import { completeObjects, fsckReceived, wantsFsck } from './check-received.ts';
import { CloneFolder } from './clone-folder.ts';
import type { Progress } from './progress.ts';
import { Quarantine } from './quarantine.ts';
import { receiveReel } from './receive-reel.ts';
import type { RemoteCopy } from './remote-copy.ts';

export interface CloneTask {
  readonly self: PeerId;
  readonly transfer: TransferId;
  /** Absolute path of a folder that is empty, or not there yet. */
  readonly directory: string;
  readonly source: RemoteCopy;
  /** Other copies of the project, which help if they have the same commits. */
  readonly helpers: readonly RemoteCopy[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

const REMOTE = 'origin';

/**
 * Clones a teammate's copy: the same refs, configuration and working tree that `git clone` makes of
 * its shared heads. A clone that fails leaves no folder behind.
 */
export async function cloneFromPeer(task: CloneTask): Promise<RefUpdate[]> {
  const folder = await CloneFolder.claim(task.directory);
  try {
    const updates = await fill(task);
    task.signal.throwIfAborted();
    await folder.keep();
    return updates;
  } finally {
    await folder[Symbol.asyncDispose]();
  }
}

async function fill(task: CloneTask): Promise<RefUpdate[]> {
  const { directory, source, progress, signal } = task;
  const { shared } = source;
  await initRepository(directory, shared.objectFormat, signal);
  const repository = await openRepository(directory, signal);
  const quarantine = await Quarantine.open(repository, task.self, task.transfer);
  try {
    const wants = [...new Set(shared.heads.map(({ oid }) => oid))];
    await receiveReel(
      [source, ...task.helpers],
      { wants, haves: [] },
      quarantine,
      progress,
      signal,
    );
    progress.enter('checking');
    await checkAndFill(task, repository, quarantine, wants);
    await quarantine.migrate(REMOTE);
  } finally {
    await quarantine.dispose();
  }
  progress.enter('finishing');
  const updates = cloneRefs(shared);
  await updateRefs(repository, updates, `shoal: clone from ${source.peer.id}`, signal);
  await configure(repository, source, signal);
  return updates;
}

/**
 * Checks what was received and fills the working tree, side by side: until both are done, the folder
 * is nobody's repository, and it goes away if either fails. Where the user wants content checked by
 * fsck, nothing is written out before that.
 */
async function checkAndFill(
  task: CloneTask,
  repository: Repository,
  quarantine: Quarantine,
  wants: readonly Oid[],
): Promise<void> {
  const { directory, source, progress, signal } = task;
  const { heads, defaultBranch } = source.shared;
  const head = heads.find(({ ref }) => ref === defaultBranch);
  const abort = new AbortController();
  const fillSignal = AbortSignal.any([signal, abort.signal]);
  const place = { ...quarantine.place, cwd: directory };
  const fill = async () => {
    if (head !== undefined) await checkout(place, head.oid, fillSignal);
  };
  const isCareful = await wantsFsck(repository, signal);
  // Objects that are asked for one by one may still be missing now; then it is done again below.
  const early = isCareful ? Promise.resolve(false) : fill().then(...SUCCESS);
  try {
    await completeObjects(repository, quarantine, source, wants, progress, signal);
    await fsckReceived(repository, quarantine, source.peer.name, signal);
    if (!(await early)) await fill();
  } finally {
    abort.abort();
    await early;
  }
}

/** Whether a promise is kept, for `then`. */
const SUCCESS = [() => true, () => false] as const;

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
  await writeSymbolicRef(repository, 'HEAD', defaultBranch, signal);
  await writeSymbolicRef(
    repository,
    `refs/remotes/${REMOTE}/HEAD`,
    `refs/remotes/${REMOTE}/${branch}`,
    signal,
  );
}
