import type { Problem } from '../../shared/api/state.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import { PeerFailure } from '../errors/peer-failures.ts';
import { DepotLiesError, EntryToComeError } from '../errors/pushing.ts';
import type { PushTarget, PushTargets } from '../pushes/push-target.ts';
import type { Pushes } from '../pushes/pushes.ts';
import { Progress } from '../receiving/progress.ts';
import type { PassedOnReels } from '../reels/passed-on-reels.ts';
import { meantFirst } from '../transfers/fetch-job.ts';
import { bringObjects } from '../transfers/plain-git/bring-objects.ts';
import { OnceMore } from '../waiting/once-more.ts';
import { compareStories } from './compare-stories.ts';
import type { DepotChains } from './depot-chains.ts';
import { problemOf } from './problem-of.ts';

/** How long another depot that leaves meanwhile is waited for, in milliseconds. */
const PATIENCE = 10_000;

export interface BringForwardParts {
  readonly self: PeerId;
  /** Null where this computer keeps no depot. */
  readonly targets: PushTargets | null;
  readonly pushes: Pushes;
  readonly sources: Sources;
  readonly chains: DepotChains;
  readonly passedOn: PassedOnReels;
  /** Hears of a depot that does not tell the truth, or not the same; null: all that are here do. */
  readonly onProblem: (problem: Problem | null) => void;
  readonly onFault: (error: unknown) => void;
}

/** Takes over what was pushed to other depots of the same projects, when they are ahead. */
export class BringForward implements AsyncDisposable {
  readonly #parts: BringForwardParts;
  readonly #abort = new AbortController();
  readonly #rounds = new OnceMore(() => this.#round());

  constructor(parts: BringForwardParts) {
    this.#parts = parts;
  }

  /** Something may have changed: others came, or show something else. */
  look(): void {
    if (this.#parts.targets === null || this.#abort.signal.aborted) return;
    void this.#rounds.run().catch(this.#parts.onFault);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await this.#rounds.settle();
  }

  async #round(): Promise<void> {
    const { targets, sources, onProblem, onFault } = this.#parts;
    let problem: Problem | null = null;
    const copies = sources.copies();
    for (const target of targets?.all ?? []) {
      for (const copy of copies.filter((each) => isOfSame(target, each))) {
        try {
          await this.#follow(target, copy);
        } catch (error) {
          if (this.#abort.signal.aborted) return;
          if (error instanceof DepotLiesError) problem = problemOf(error, copy);
          else if (!(error instanceof PeerFailure)) onFault(error);
        }
      }
    }
    onProblem(problem);
  }

  /** @throws DepotLiesError, PeerFailure */
  async #follow(target: PushTarget, copy: RemoteCopy): Promise<void> {
    const { pushes, chains, self, sources, passedOn } = this.#parts;
    const { signal } = this.#abort;
    const { id } = target.record;
    const shown = copy.shared.pushes?.head ?? null;
    const mine = await pushes.find(id);
    if (shown === null || mine === null || mine.chain.holds(shown)) return;
    const chain = await chains.look(copy, signal);
    await target.exclusively(async (repository) => {
      compareStories({ name: 'This depot', chain: mine.chain }, { name: copy.peer.name, chain });
      const entries = chain.entries.slice(mine.chain.entries.length);
      if (entries.length === 0) return;
      const early = mine.firstToCome(entries);
      if (early !== null) throw new EntryToComeError(copy.peer.name, early.entry);
      const copies = () => meantFirst(sources.copiesOfSwarm(copy.shared.swarm), copy);
      const wants = [...new Set(chain.refs.values())];
      await bringObjects({
        ...{ self, repository, sources, passedOn, source: copy, wants, copies, signal },
        ...{ followTags: false, patience: PATIENCE, progress: new Progress(() => {}) },
      });
      await mine.extend(repository, entries, signal);
    });
    pushes.events.emit('changed');
  }
}

function isOfSame({ record }: PushTarget, { shared }: RemoteCopy): boolean {
  const { project, owner } = shared.pushes ?? {};
  return project === record.swarm && owner === record.owner;
}
