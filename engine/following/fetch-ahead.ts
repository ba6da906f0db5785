import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { CancelledError } from '../../shared/errors.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { newTransferId } from '../../shared/new-transfer-id.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import { StoppedError } from '../errors/interruptions.ts';
import { TooMuchAheadError } from '../errors/transfers.ts';
import { dayOf } from '../remotes/ahead-refs.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { visibilityOf } from '../repositories/repository-records.ts';
import type { Reading } from '../repositories/shared-entry.ts';
import { AheadJob, type AheadParts } from '../transfers/ahead/ahead-job.ts';
import { type ChosenAhead, chooseAhead } from '../transfers/ahead/chosen-ahead.ts';
import { dropAhead, keepAhead } from '../transfers/ahead/keep-ahead.ts';
import { notYetHere } from '../transfers/not-yet-here.ts';
import type { TransferLog } from '../transfers/transfer-log.ts';
import type { Transfers } from '../transfers/transfers.ts';
import { Alarm } from '../waiting/alarm.ts';
import { Pace } from '../waiting/pace.ts';
import type { FollowRules } from './follow-rules.ts';

/** When what failed is tried again, in milliseconds. */
const RETRY = { first: 5_000, most: 30 * 60_000 };

export interface FetchAheadParts extends AheadParts {
  readonly rules: FollowRules;
  readonly repositories: Repositories;
  readonly transfers: Transfers;
  readonly log: TransferLog;
}

/** One of my repositories. */
interface Trail {
  /** What was done last, as one word; null while it has to be done, or again. */
  done: string | null;
  running: AbortController | null;
  readonly pace: Pace;
  readonly retry: Alarm;
}

/**
 * Keeps what trusted teammates have of the projects that I share or follow here before anybody asks for it, so that
 * the next plain `git fetch` has little to bring. Whatever the user asks for goes first.
 */
export class FetchAhead implements AsyncDisposable {
  readonly #parts: FetchAheadParts;
  readonly #trails = new Map<RepositoryId, Trail>();
  readonly #limit = pLimit(1);
  readonly #abort = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(parts: FetchAheadParts) {
    this.#parts = parts;
  }

  /** To be called when a peer, or anything here, has changed. */
  look(): void {
    if (this.#abort.signal.aborted) return;
    for (const mine of this.#parts.repositories.all) {
      if (mine.reading !== null && mine.keeper === null) this.#lookAt(mine, mine.reading);
    }
  }

  /** To be called when a transfer has begun, or ended: what somebody waits for does not wait for this. */
  makeRoom(): void {
    for (const [id, { running }] of this.#trails) {
      if (running !== null && this.#isAskedFor(id)) running.abort(new CancelledError());
    }
  }

  /** Leaves nothing in a repository that is to be forgotten. */
  async leave(id: RepositoryId): Promise<void> {
    const repository = this.#parts.repositories.get(id).reading?.repository;
    this.#trails.get(id)?.running?.abort(new CancelledError());
    // Of one that cannot be used nothing can be taken away.
    if (repository !== undefined) await dropAhead(repository).catch(() => {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort(new StoppedError());
    for (const trail of this.#trails.values()) trail.retry[Symbol.dispose]();
    await Promise.all(this.#running);
  }

  #lookAt(mine: LocalCopy, reading: Reading): void {
    const chosen = this.#choose(mine, reading);
    const wanted = fingerprint(chosen, reading);
    const trail = this.#trailOf(mine.record.id);
    if (trail.running !== null || trail.done === wanted) return;
    if (this.#isAskedFor(mine.record.id)) return;
    const running = new AbortController();
    trail.running = running;
    trail.done = wanted;
    const signal = AbortSignal.any([running.signal, this.#abort.signal]);
    const working = this.#limit(() => this.#work(mine, reading, chosen, signal))
      .then(() => trail.pace.forgive())
      .catch((error: unknown) => this.#failed(trail, error, signal))
      .finally(() => {
        this.#running.delete(working);
        trail.running = null;
        // What changed meanwhile comes next.
        this.look();
      });
    this.#running.add(working);
  }

  /** Null where nothing is to be fetched ahead, or kept. */
  #choose(mine: LocalCopy, { own, content }: Reading): ChosenAhead<RemoteCopy>[] | null {
    const { rules, sources } = this.#parts;
    const { id, fetchesAhead = true } = mine.record;
    const isFollowed = rules.all.some((rule) => (rule.repository ?? id) === id);
    const isWanted = fetchesAhead && (visibilityOf(mine.record).to !== 'nobody' || isFollowed);
    if (!isWanted || !content.origins.hasAny || own === null) return null;
    // What is followed comes anyway, as far as the user wants it.
    const trusted = sources
      .copiesRelatedTo(own.roots)
      .filter(({ peer }) => sources.isTrusted(peer.id) && rules.find(peer.id, id) === null);
    return chooseAhead(trusted, content.origins.hashes);
  }

  async #work(
    mine: LocalCopy,
    { repository }: Reading,
    chosen: readonly ChosenAhead<RemoteCopy>[] | null,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    if (chosen === null) return dropAhead(repository, signal);
    const wants = chosen.flatMap((each) => each.wants);
    const missing = await notYetHere(repository, wants, signal);
    if (missing.length === 0) return keepAhead(repository, wants, signal);
    const job = new AheadJob(this.#parts, newTransferId(), mine, chosen);
    await this.#parts.transfers.run(job, signal);
  }

  #failed(trail: Trail, error: unknown, signal: AbortSignal): void {
    if (this.#abort.signal.aborted) return;
    // What made room for something else is done as soon as that has ended.
    if (signal.aborted) trail.done = null;
    // What the user ended, and what is too much, is tried again when there is something else to bring.
    else if (!(error instanceof CancelledError || error instanceof TooMuchAheadError)) {
      trail.retry.ringIn(trail.pace.ended());
    }
  }

  /** Whether anything else is to come into it: what an interrupted transfer has kept must not be in the way, either. */
  #isAskedFor(id: RepositoryId): boolean {
    const { repositories, transfers, log } = this.#parts;
    const place = repositories.find(id)?.reading?.repository.commonDir;
    const isOther = ({ kind }: { readonly kind: string }, at: string) =>
      kind !== 'ahead' && at === place;
    const isKept = log.all.some(
      ({ request }) => request.kind === 'fetch' && request.repository === id,
    );
    return isKept || transfers.findActive(isOther) !== null;
  }

  #trailOf(id: RepositoryId): Trail {
    const known = this.#trails.get(id);
    if (known !== undefined) return known;
    const retry = new Alarm(() => {
      trail.done = null;
      this.look();
    });
    const trail: Trail = { done: null, running: null, pace: new Pace(RETRY), retry };
    this.#trails.set(id, trail);
    return trail;
  }
}

/** What there is to do, as one word: it changes with others' heads, with mine, and with the day. */
function fingerprint(chosen: readonly ChosenAhead<RemoteCopy>[] | null, { content }: Reading) {
  if (chosen === null) return 'nothing';
  const hash = createHash('sha256');
  for (const { copy, wants } of chosen) hash.update(`${copy.peer.id} ${wants.join(' ')}\n`);
  for (const { ref, oid } of content.heads) hash.update(`${ref} ${oid}\n`);
  return `${dayOf(Date.now())} ${hash.digest('base64')}`;
}
