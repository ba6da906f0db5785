import type { ChainHead, PushEntry, SignedEntry } from '../../shared/gtp/push.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';
import type { Chain, VerifiedEntry } from '../chain/chain.ts';
import { ChainFile } from '../chain/chain-file.ts';
import type { NameOf } from '../chain/names.ts';
import {
  ChainError,
  ChainFullError,
  ForkedEntryError,
  MisplacedEntryError,
  ReplayedEntryError,
  StaleChangeError,
} from '../errors/chain.ts';
import { PushRefusedError } from '../errors/pushes.ts';
import { listRefs } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import type { RefChange } from '../git/update-ref.ts';
import { Quarantine } from '../quarantine/quarantine.ts';
import { clashesWith } from '../remotes/ref-changes.ts';
import { changesOf, checkForward, checkObjects, type PushedPack } from './check-objects.ts';
import type { PushTarget } from './push-target.ts';

/** How far a pusher's clock may differ from the depot's, in seconds. */
const CLOCK = 10 * 60;

const MOVED = ['refs/heads', 'refs/tags'];

/** What somebody pushes: signed entries, and a pack with what they lead to. */
export interface Push {
  readonly peer: PeerId;
  readonly entries: readonly SignedEntry[];
  readonly pack: PushedPack;
}

/** Takes the pushes of one project of a depot's. */
export class ProjectPushes {
  readonly #target: PushTarget;
  readonly #file: ChainFile;
  /** Milliseconds since the epoch. */
  readonly #now: () => number;

  private constructor(target: PushTarget, file: ChainFile, now: () => number) {
    this.#target = target;
    this.#file = file;
    this.#now = now;
  }

  /**
   * Opens the chain, and sets the refs to what it says: a push that was killed after its entry was written is
   * finished by this.
   * @throws DamagedFileError
   */
  static async open(
    target: PushTarget,
    nameOf: NameOf,
    now: () => number = Date.now,
  ): Promise<ProjectPushes> {
    const { record, chainFolder } = target;
    const about = { project: record.swarm, owner: record.owner };
    const file = await ChainFile.open(chainFolder, about, nameOf);
    const pushes = new ProjectPushes(target, file, now);
    await target.exclusively((opened) => pushes.#setRefs(opened, 'shoal: push, finished'));
    return pushes;
  }

  get chain(): Chain {
    return this.#file.chain;
  }

  get head(): ChainHead | null {
    return this.chain.head;
  }

  /**
   * Whether these entries may follow now, before anything is taken for them.
   * @throws PushRefusedError
   */
  check(peer: PeerId, entries: readonly SignedEntry[]): PushEntry[] {
    const after = this.chain.copy();
    const now = Math.floor(this.#now() / 1_000);
    try {
      const read = entries.map((each) => after.append(each, now).entry);
      // Others' entries come with the chain of another depot, never in a push.
      if (read.some((entry) => entry.peer !== peer)) {
        throw new PushRefusedError('refused', 'Everybody pushes what is signed by themselves.');
      }
      if (read.some(({ time }) => Math.abs(time - now) > CLOCK)) {
        throw new PushRefusedError(
          'clock',
          'The clocks of the two computers differ by more than ten minutes.',
        );
      }
      this.#checkNames(after);
      const pushed = read.filter((entry) => entry.act === 'push');
      if (pushed.length > 0 && after.refs.size === 0) {
        throw new PushRefusedError(
          'refused',
          'The last branch stays: nobody would see the project any more.',
        );
      }
      return pushed;
    } catch (error) {
      throw explain(error);
    }
  }

  /**
   * Takes a push: objects first, then the entry, then the refs. Killed before the entry is written, nothing has
   * changed; after that, the next start sets the refs.
   * @throws PushRefusedError, and nothing has changed then
   */
  async take({ peer, entries, pack }: Push, signal: AbortSignal): Promise<ChainHead> {
    const target = this.#target;
    const opened = await target.exclusively(async (repository) => repository);
    const pushed = this.check(peer, entries);
    await using quarantine = await Quarantine.open(opened, peer, 'push', signal);
    await checkObjects(opened, quarantine, pushed, pack, signal);
    return await target.exclusively(async (repository) => {
      // Somebody else may have been quicker.
      this.check(peer, entries);
      signal.throwIfAborted();
      await quarantine.migrate(PUSHED);
      await this.#write(repository, entries);
      const { head } = this;
      if (head === null) throw new RangeError('a push without an entry');
      return head;
    });
  }

  /**
   * The first of these entries whose time has not come: taken over, it would leave no time for what follows on it.
   * Null where there is none.
   */
  firstToCome(entries: readonly VerifiedEntry[]): VerifiedEntry | null {
    const latest = this.#now() / 1_000 + CLOCK;
    return entries.find(({ entry }) => entry.time > latest) ?? null;
  }

  /**
   * Takes entries that another depot has, when all that they lead to is here; within `exclusively`.
   * @throws ChainError, PushRefusedError
   */
  async extend(
    opened: Repository,
    entries: readonly VerifiedEntry[],
    signal: AbortSignal,
  ): Promise<void> {
    const pushed = entries.map(({ entry }) => entry).filter((entry) => entry.act === 'push');
    await checkForward(opened, changesOf(pushed), { mayLack: true }, signal);
    await this.#write(
      opened,
      entries.map(({ signed }) => signed),
    );
  }

  async #write(opened: Repository, entries: readonly SignedEntry[]): Promise<void> {
    const takeBack = await this.#file.append(entries);
    try {
      await this.#setRefs(opened, 'shoal: push');
    } catch (error) {
      await takeBack();
      await this.#setRefs(opened, 'shoal: push, taken back').catch(() => {});
      throw error;
    }
  }

  /** Roles may be given before anything is pushed: until then, its refs are a mirror's. */
  async #setRefs(opened: Repository, reason: string): Promise<void> {
    const { refs } = this.chain;
    if (refs.size === 0) return;
    await this.#target.takesPushes();
    const { direct } = await listRefs(opened, MOVED);
    for (const transaction of transactions(direct, refs)) {
      await this.#target.moveRefs(opened, transaction, reason);
    }
  }

  /** git keeps no branch `a/b` beside a branch `a`. */
  #checkNames({ refs }: Chain): void {
    for (const ref of refs.keys()) {
      const folders = ref.split('/').slice(2, -1);
      const above = folders.map((_, index) =>
        ref
          .split('/')
          .slice(0, 3 + index)
          .join('/'),
      );
      const inTheWay = above.find((each) => refs.has(each));
      if (inTheWay === undefined) continue;
      throw new PushRefusedError('refused', `${ref} and ${inTheWay} cannot be there together.`);
    }
  }
}

/** What the quarantine's marker holds while its objects move in: no alias of a teammate's. */
const PUSHED = 'push';

/** One, or none; two where a name goes that is in the way of a new one (`a` and `a/b`), which git does not do in one. */
function transactions(
  current: ReadonlyMap<string, Oid>,
  wanted: ReadonlyMap<string, Oid>,
): RefChange[][] {
  const moved = [...wanted]
    .map(([ref, oid]) => ({ ref, old: current.get(ref) ?? null, new: oid }))
    .filter((change) => change.old !== change.new);
  const gone = [...current]
    .filter(([ref]) => !wanted.has(ref))
    .map(([ref, oid]) => ({ ref, old: oid, new: null }));
  const isInTheWay = clashesWith(gone.map(({ ref }) => ref));
  const isTwo = moved.some(({ ref, old }) => old === null && isInTheWay(ref));
  const all = isTwo ? [gone, moved] : [[...gone, ...moved]];
  return all.filter((changes) => changes.length > 0);
}

/** What a pusher hears of an entry that cannot follow. */
function explain(error: unknown): unknown {
  if (!(error instanceof ChainError)) return error;
  const isBehind = [
    ForkedEntryError,
    MisplacedEntryError,
    ReplayedEntryError,
    StaleChangeError,
  ].some((kind) => error instanceof kind);
  const fault = error instanceof ChainFullError ? 'full' : isBehind ? 'behind' : 'refused';
  return new PushRefusedError(fault, error.message, [], error);
}
