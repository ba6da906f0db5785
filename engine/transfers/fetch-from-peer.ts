import type { RefUpdate } from '../../shared/api/state.ts';
import { type Alias, trackingRefs } from '../../shared/domain/tracking-refs.ts';
import type { Oid, PeerId, TransferId } from '../../shared/ids.ts';
import { GitFailedError } from '../errors.ts';
import { existingObjects } from '../git/cat-file.ts';
import { listRefs } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import { checkConnected } from '../git/rev-list.ts';
import { updateRefs } from '../git/update-ref.ts';
import { completeObjects, fsckReceived } from './check-received.ts';
import { sampleHaves } from './haves.ts';
import type { Progress } from './progress.ts';
import { Quarantine } from './quarantine.ts';
import { receiveReel } from './receive-reel.ts';
import { planRefChanges } from './ref-changes.ts';
import type { RemoteCopy } from './remote-copy.ts';

export interface FetchTask {
  readonly self: PeerId;
  readonly transfer: TransferId;
  readonly repository: Repository;
  readonly source: RemoteCopy;
  /** Other copies of the project, which help if they have the same commits. */
  readonly helpers: readonly RemoteCopy[];
  readonly alias: Alias;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Makes `refs/remotes/<alias>/` exactly the heads of a teammate's copy. Nothing else in the
 * repository changes, and nothing at all if it fails.
 */
export async function fetchFromPeer(task: FetchTask): Promise<RefUpdate[]> {
  const { repository, source, alias, progress, signal } = task;
  const { refs } = trackingRefs(alias, source.shared.heads);
  const wants = await notYetHere(repository, [...new Set(refs.map(({ oid }) => oid))], signal);
  const quarantine = await Quarantine.open(repository, task.self, task.transfer);
  try {
    if (wants.length > 0) {
      const haves = await sampleHaves(repository, signal);
      await receiveReel([source, ...task.helpers], { wants, haves }, quarantine, progress, signal);
      progress.enter('checking');
      await completeObjects(repository, quarantine, source, wants, progress, signal);
      await fsckReceived(repository, quarantine, source.peer.name, signal);
    }
    // From here on it is done in a moment, and not interrupted.
    signal.throwIfAborted();
    progress.enter('finishing');
    const current = await listRefs(repository, [`refs/remotes/${alias}/`]);
    const changes = planRefChanges(current, refs);
    await quarantine.migrate(alias);
    for (const transaction of changes.transactions) {
      await updateRefs(repository, transaction, `shoal: fetch from ${source.peer.id}`);
    }
    return changes.updates;
  } finally {
    await quarantine.dispose();
  }
}

/** Those that are missing, or here without all that they reach. */
async function notYetHere(
  repository: Repository,
  oids: readonly Oid[],
  signal: AbortSignal,
): Promise<Oid[]> {
  const here = await existingObjects(repository, oids, { signal });
  const missing = oids.filter((oid) => !here.has(oid));
  if (here.size === 0) return missing;
  try {
    await checkConnected(repository, [...here], signal);
    return missing;
  } catch (error) {
    if (error instanceof GitFailedError) return [...oids];
    throw error;
  }
}
