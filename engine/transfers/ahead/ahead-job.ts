import type { PeerId, TransferId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Sources } from '../../asking/sources.ts';
import { TooMuchAheadError } from '../../errors/transfers.ts';
import type { Progress } from '../../receiving/progress.ts';
import type { PassedOnReels } from '../../reels/passed-on-reels.ts';
import type { LocalCopy } from '../../repositories/local-copy.ts';
import { meantFirst } from '../fetch-job.ts';
import { readingOf } from '../fetch-sources.ts';
import type { Description, Job, Outcome } from '../job.ts';
import { notYetHere } from '../not-yet-here.ts';
import { bringObjects } from '../plain-git/bring-objects.ts';
import type { AheadRequest } from '../transfer-log.ts';
import type { ChosenAhead } from './chosen-ahead.ts';
import { keepAhead } from './keep-ahead.ts';

/** What one transfer may bring that nobody asked for, in bytes: a history that grows by more is for a fetch. */
const MOST_BYTES = 256 * 1024 * 1024;
/** How long to wait for somebody who leaves, in milliseconds: there is no hurry, and the others come next. */
const PATIENCE = 2_000;

export interface AheadParts {
  readonly self: PeerId;
  readonly sources: Sources;
  readonly passedOn: PassedOnReels;
}

/**
 * Fetches ahead what trusted teammates have of a project, one copy after the other, each told all that is here
 * already. It comes of itself, and is not gone on with after a restart.
 */
export class AheadJob implements Job {
  readonly description: Description;
  readonly request: AheadRequest;
  readonly place: string;
  readonly #parts: AheadParts;
  readonly #mine: LocalCopy;
  readonly #chosen: readonly ChosenAhead<RemoteCopy>[];

  constructor(
    parts: AheadParts,
    id: TransferId,
    mine: LocalCopy,
    chosen: readonly ChosenAhead<RemoteCopy>[],
  ) {
    this.#parts = parts;
    this.#mine = mine;
    this.#chosen = chosen;
    const { swarm, name, commonDir } = readingOf(mine);
    const { id: repository, path } = mine.record;
    this.place = commonDir;
    this.request = { kind: 'ahead', repository };
    this.description = { id, kind: 'fetch', swarm, name, path, isAutomatic: true };
  }

  async work(progress: Progress, signal: AbortSignal): Promise<Outcome> {
    const tooMuch = new AbortController();
    progress.bound(MOST_BYTES, () => tooMuch.abort(new TooMuchAheadError()));
    const within = AbortSignal.any([signal, tooMuch.signal]);
    const failures: unknown[] = [];
    for (const chosen of this.#chosen) {
      try {
        await this.#bring(chosen, progress, within);
      } catch (error) {
        within.throwIfAborted();
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return { updated: [], verify: null };
  }

  /** What was cancelled has gone by itself; whatever lies there by now is of a transfer that came before its turn. */
  async discard(): Promise<void> {}

  async #bring(
    { copy, wants }: ChosenAhead<RemoteCopy>,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<void> {
    const { self, sources, passedOn } = this.#parts;
    const { repository, roots } = readingOf(this.#mine);
    const missing = await notYetHere(repository, wants, signal);
    const keep = () => keepAhead(repository, wants);
    if (missing.length === 0) return keep();
    const trusted = () =>
      sources.copiesRelatedTo(roots).filter(({ peer }) => sources.isTrusted(peer.id));
    await bringObjects({
      ...{ self, repository, sources, passedOn, progress, signal, keep },
      ...{ source: copy, wants: missing, followTags: false, patience: PATIENCE },
      copies: () => meantFirst(trusted(), copy),
    });
  }
}
