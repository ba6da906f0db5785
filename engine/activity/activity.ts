import type { ActivityChange, ActivityEntry, RefUpdate } from '../../shared/api/activity-state.ts';
import { refChangeKind } from '../../shared/domain/git/ref-change.ts';
import { heldBackIn } from '../../shared/domain/undone.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import type { Oid, PeerId, RepositoryId } from '../../shared/ids.ts';
import { passOverDiskFull } from '../errors/interruptions.ts';
import { CannotUndoError } from '../errors/transfers.ts';
import { existingObjects } from '../git/cat-file.ts';
import { isGitFailure } from '../git/errors.ts';
import type { Repository } from '../git/open.ts';
import { countLeftRight } from '../git/rev-list.ts';
import { updateRefs } from '../git/update-ref.ts';
import { readTracked } from '../remotes/tracked.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { ActivityLog } from './activity-log.ts';

/** Moved refs of one fetch whose new commits are counted, which takes a run of git each. */
const MAX_COUNTED = 200;

/** What a fetch from one teammate did. */
export interface Fetched {
  readonly repository: RepositoryId;
  readonly peer: { readonly id: PeerId; readonly name: string };
  readonly updated: readonly RefUpdate[];
  readonly bytes: number;
  readonly isAutomatic: boolean;
  readonly fastForward: ActivityEntry['fastForward'];
}

/** What follows from a state of the log: it is asked for often, and changes seldom. */
interface HeldBack {
  readonly all: readonly ActivityEntry[];
  readonly in: Map<RepositoryId, ReadonlyMap<string, Oid | null>>;
}

/**
 * Writes down what came, and takes it back. The old value of a ref is in the entry; git keeps its commits
 * as long as the ref's log (gc.reflogExpireUnreachable, 30 days) or, where the ref is gone, as long as it
 * keeps anything (gc.pruneExpire, 2 weeks).
 */
export class Activity implements AsyncDisposable {
  readonly #log: ActivityLog;
  readonly #repositories: Repositories;
  readonly #writing = new Set<Promise<void>>();
  #heldBack: HeldBack = { all: [], in: new Map() };

  constructor(log: ActivityLog, repositories: Repositories) {
    this.#log = log;
    this.#repositories = repositories;
  }

  /** Writes it down while nobody waits for it. */
  fetched(fetched: Fetched): void {
    // What cannot be read any more, because the repository has gone, is not worth telling.
    const writing = this.#write(fetched)
      .catch(() => {})
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }

  /** Settles when all is written. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#writing);
  }

  async #write({ repository: id, peer, updated, ...rest }: Fetched): Promise<void> {
    if (updated.length === 0 && rest.fastForward.length === 0) return;
    const reading = this.#repositories.find(id)?.reading;
    if (reading == null) return;
    const changes = [];
    let counted = 0;
    for (const update of updated) {
      const isCounted = update.old !== null && update.new !== null && counted < MAX_COUNTED;
      if (isCounted) counted += 1;
      changes.push(await describe(isCounted ? reading.repository : null, update));
    }
    const entry = {
      at: Date.now(),
      peer: peer.id,
      peerName: peer.name,
      repository: id,
      repositoryName: reading.content.name,
      changes,
      more: 0,
      ...rest,
    };
    await this.#log.add(entry).catch(passOverDiskFull);
  }

  /**
   * Sets fetched refs back to what they were before.
   * @param ref one of the entry's; all of them if left out
   * @throws CannotUndoError
   */
  async undo(id: string, ref: string | undefined): Promise<void> {
    const entry = this.#log.find(id);
    if (entry === null) throw new InvalidRequestError('There is no such entry.');
    const chosen = entry.changes.filter(
      (change) => !change.isUndone && (ref === undefined || change.ref === ref),
    );
    if (chosen.length === 0) throw new CannotUndoError('it was undone already');
    if (ref === undefined && entry.more > 0) {
      throw new CannotUndoError('not all that it brought is remembered; undo single heads of it');
    }
    const repository = this.#repositories.get(entry.repository).reading?.repository;
    if (repository === undefined) throw new CannotUndoError('the repository is not there');
    const old = chosen.map((change) => change.old).filter((oid) => oid !== null);
    const here = await existingObjects(repository, old);
    if (old.some((oid) => !here.has(oid))) {
      throw new CannotUndoError('git has cleaned up what was there before');
    }
    const updates = chosen.map((change) => ({ ref: change.ref, old: change.new, new: change.old }));
    await refuseLeftAlone(repository, updates);
    await updateRefs(repository, updates, 'shoal: undo').catch((error: unknown) => {
      if (isGitFailure(error, 'ref-moved')) {
        throw new CannotUndoError('it has changed again since', error);
      }
      if (isGitFailure(error, 'locked')) {
        throw new CannotUndoError('git is at work there; try again in a moment', error);
      }
      throw error;
    });
    const isChosen = new Set(chosen.map((change) => change.ref));
    const changes = entry.changes.map((change) =>
      isChosen.has(change.ref) ? { ...change, isUndone: true } : change,
    );
    await this.#log.replace({ ...entry, changes });
  }

  /** What the user took back: it does not come again by itself. Null for refs that are not to go. */
  heldBack(repository: RepositoryId): ReadonlyMap<string, Oid | null> {
    const { all } = this.#log;
    if (this.#heldBack.all !== all) this.#heldBack = { all, in: new Map() };
    const held = this.#heldBack.in.get(repository) ?? heldBackIn(repository, all);
    this.#heldBack.in.set(repository, held);
    return held;
  }
}

/** @throws CannotUndoError where something of the user's has taken the place of a fetched ref */
async function refuseLeftAlone(
  repository: Repository,
  updates: readonly RefUpdate[],
): Promise<void> {
  const aliases = new Set(updates.map(({ ref }) => ref.split('/')[2] ?? ''));
  for (const alias of aliases) {
    const { leftAlone } = await readTracked(repository, alias);
    if (updates.some(({ ref }) => leftAlone.has(ref))) {
      throw new CannotUndoError('another ref of yours has its name now');
    }
  }
}

/** @param repository null where nobody looks at how many commits came */
async function describe(
  repository: Repository | null,
  { ref, old, new: now }: RefUpdate,
): Promise<ActivityChange> {
  const counted =
    repository === null || old === null || now === null
      ? null
      : await countLeftRight(repository, old, now).catch(() => null);
  const isDescendant = repository === null || counted?.left === 0;
  return {
    ref,
    old,
    new: now,
    kind: refChangeKind({ old, new: now }, isDescendant),
    commits: counted?.right ?? null,
    isUndone: false,
  };
}
