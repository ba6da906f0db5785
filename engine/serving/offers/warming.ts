import { LIMITS } from '../../../shared/gtp/limits.ts';
import type { SharedRepository } from '../../../shared/gtp/manifest.ts';
import type { Oid, ReelName, RepositoryId } from '../../../shared/ids.ts';
import type { ReelCache } from '../../reels/reel-cache.ts';
import { canonicalOids, nameOfReel } from '../../reels/rules/reel-name.ts';
import type { LocalCopy } from '../../repositories/local-copy.ts';
import type { Repositories } from '../../repositories/repositories.ts';
import { Alarm } from '../../waiting/alarm.ts';
import type { CommitCounts } from './commit-counts.ts';
import { negotiate } from './negotiate.ts';

/** How long nothing must have happened, in milliseconds. */
const REST = 5_000;
/** So many repositories are kept ready: those that changed last. */
const MOST = 8;

interface Shared {
  readonly copy: LocalCopy;
  readonly entry: SharedRepository;
}

export interface WarmingParts {
  readonly repositories: Repositories;
  readonly reels: ReelCache;
  readonly counts: CommitCounts;
  /** Whether anybody is there who could ask. */
  readonly hasCompany: () => boolean;
  /** Whether something else is under way. */
  readonly isBusy: () => boolean;
  /** In milliseconds; for tests. */
  readonly rest?: number;
}

/**
 * Lists what a clone of a shared repository would ask for, and makes its blocks, before anybody asks: while the
 * machine does nothing for anybody. It is given up as soon as somebody asks for something else.
 */
export class Warming implements AsyncDisposable {
  readonly #parts: WarmingParts;
  readonly #rest: number;
  readonly #alarm = new Alarm(() => this.#begin());
  readonly #over = new AbortController();
  /** What each repository showed when it was made ready. */
  readonly #ready = new Map<RepositoryId, SharedRepository>();
  /** What each shows; those that changed last come last. */
  readonly #shown = new Map<RepositoryId, SharedRepository>();
  #work: { readonly abort: AbortController; reel: ReelName | null } | null = null;
  #working: Promise<void> = Promise.resolve();
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: WarmingParts) {
    this.#parts = parts;
    this.#rest = parts.rest ?? REST;
    parts.reels.events.on('asked', this.#onAsked);
  }

  /** A repository, who may see it, or who is there has changed; or something has ended. */
  look(): void {
    if (!this.#over.signal.aborted) this.#alarm.ringIn(this.#rest);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#parts.reels.events.off('asked', this.#onAsked);
    this.#alarm[Symbol.dispose]();
    this.#over.abort();
    await this.#working;
  }

  readonly #onAsked = (reel: ReelName): void => {
    this.#askedAt = performance.now();
    if (this.#work !== null && this.#work.reel !== reel) this.#work.abort.abort();
    this.look();
  };

  #begin(): void {
    if (this.#work !== null) return;
    const { hasCompany, isBusy } = this.#parts;
    // Who comes makes it look again.
    if (!hasCompany()) return;
    const hasRested = performance.now() - this.#askedAt >= this.#rest;
    if (isBusy() || !hasRested) this.look();
    else this.#working = this.#warm();
  }

  async #warm(): Promise<void> {
    const abort = new AbortController();
    this.#work = { abort, reel: null };
    const signal = AbortSignal.any([abort.signal, this.#over.signal]);
    try {
      for (const { copy, entry } of this.#latest()) {
        if (this.#ready.get(copy.record.id) === entry) continue;
        // What cannot be listed is told to those who ask for it.
        await this.#prepare(copy, entry, signal).catch(() => {});
        if (signal.aborted) break;
        this.#ready.set(copy.record.id, entry);
      }
    } finally {
      this.#work = null;
    }
    if (abort.signal.aborted) this.look();
  }

  /** The shared repositories that changed last, with what they show. */
  #latest(): Shared[] {
    const shared = this.#parts.repositories.all.flatMap((copy): Shared[] => {
      const entry = copy.visibility.to === 'nobody' ? null : copy.manifestEntry();
      return entry === null ? [] : [{ copy, entry }];
    });
    for (const { copy, entry } of shared) {
      const { id } = copy.record;
      if (this.#shown.get(id) === entry) continue;
      this.#shown.delete(id);
      this.#shown.set(id, entry);
    }
    const order = [...this.#shown.keys()];
    const rank = ({ copy }: Shared) => order.indexOf(copy.record.id);
    return shared.sort((a, b) => rank(b) - rank(a)).slice(0, MOST);
  }

  /** As a clone would ask: on the way to the default branch, or for everything. */
  async #prepare(copy: LocalCopy, entry: SharedRepository, signal: AbortSignal): Promise<void> {
    const { reels, counts } = this.#parts;
    const repository = copy.reading?.repository;
    if (repository === undefined) return;
    const visible: Oid[] = entry.heads.map(({ oid }) => oid);
    const towards = entry.heads.find(({ ref }) => ref === entry.defaultBranch)?.oid;
    const others = canonicalOids(visible.filter((oid) => oid !== towards));
    const all = [...(towards === undefined ? [] : [towards]), ...others];
    const request = {
      wants: canonicalOids(all.slice(0, LIMITS.wantsPerReel)),
      haves: [],
      ...(towards === undefined ? {} : { towards }),
    };
    const offer = await negotiate({ repository, visible, counts }, request, signal);
    if (offer === null) return;
    if (this.#work !== null) this.#work.reel = nameOfReel(offer.reel);
    await reels.prepare(repository, offer.reel, offer.estimatedBytes, signal);
  }
}
