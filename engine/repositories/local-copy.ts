import type { LocalRepository, RepositoryStatus } from '../../shared/api/state.ts';
import type { HeadPatterns } from '../../shared/domain/git/head-patterns.ts';
import { headKind, shortRefName } from '../../shared/domain/git/ref-name.ts';
import { type Audience, isVisibleTo } from '../../shared/domain/visibility.ts';
import type { HeadCount } from '../../shared/domain/words/head-count.ts';
import { asShoalError, type ShoalError } from '../../shared/errors.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Head, SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Oid } from '../../shared/ids.ts';
import { openRepository, type Repository } from '../git/open.ts';
import { isHeadChosen } from './head-patterns.ts';
import { findMembership, type KnownHeads, type SwarmMembership } from './membership.ts';
import { type CopyContent, readCopy } from './read-copy.ts';
import type { RepositoryRecord } from './repository-records.ts';
import { watchRefs } from './watch-refs.ts';

/** Everything known of a usable repository at one moment. */
export interface Reading {
  readonly repository: Repository;
  readonly content: CopyContent;
  /** By all local heads: which project this is for its owner. */
  readonly own: SwarmMembership | null;
  readonly sharedHeads: readonly Head[];
  /** By the shared heads alone: what others may know. */
  readonly shared: SwarmMembership | null;
}

/** A repository of mine, read again whenever its refs change. */
export class LocalCopy implements AsyncDisposable {
  #record: RepositoryRecord;
  #reading: Reading | null = null;
  #status: RepositoryStatus = { state: 'reading' };
  #failure: ShoalError | null = null;
  #watch: AsyncDisposable | null = null;
  #refreshing: Promise<void> | null = null;
  #isEnded = false;
  #isStale = false;
  readonly #known: Partial<Record<'own' | 'shared', KnownHeads & { key: string }>> = {};
  readonly #onChange: () => void;

  constructor(record: RepositoryRecord, onChange: () => void) {
    this.#record = record;
    this.#onChange = onChange;
  }

  get record(): RepositoryRecord {
    return this.#record;
  }

  /** Null while the repository cannot be used; `status` says why. */
  get reading(): Reading | null {
    return this.#reading;
  }

  /** Takes over a changed record, and reads again with it. */
  async change(record: RepositoryRecord): Promise<void> {
    this.#record = record;
    await this.refresh();
  }

  /** Reads the repository; a call during a reading makes it read once more. */
  async refresh(): Promise<void> {
    this.#isStale = true;
    this.#refreshing ??= this.#readWhileStale().finally(() => {
      this.#refreshing = null;
    });
    await this.#refreshing;
  }

  /** Why it cannot be used; null while it can. */
  get failure(): ShoalError | null {
    return this.#failure;
  }

  /** Its entry in the manifest for this audience; null if it may not see anything. */
  sharedWith(audience: Audience): SharedRepository | null {
    return isVisibleTo(this.#record.visibility, audience) ? this.manifestEntry() : null;
  }

  /** What those see who may see it; null while there is nothing to show. */
  manifestEntry(): SharedRepository | null {
    if (this.#reading === null) return null;
    const { repository, content, shared, sharedHeads } = this.#reading;
    if (shared === null) return null;
    return {
      id: this.#record.id,
      swarm: shared.swarm,
      name: content.name,
      ...(content.description === null ? {} : { description: content.description }),
      objectFormat: repository.objectFormat,
      roots: [...shared.roots],
      heads: [...sharedHeads],
      ...(shared.defaultBranch === null ? {} : { defaultBranch: shared.defaultBranch }),
      origins: [...content.origins],
    };
  }

  /** How many of its branches and tags these patterns choose; none while it cannot be read. */
  count(patterns: HeadPatterns): HeadCount {
    const heads = this.#reading?.content.heads ?? [];
    return countKinds(heads.filter(({ ref }) => isHeadChosen(ref, patterns)));
  }

  /** What this audience may reach; empty if nothing. */
  visibleHeads(audience: Audience): readonly Oid[] {
    return this.sharedWith(audience)?.heads.map(({ oid }) => oid) ?? [];
  }

  toState(): LocalRepository {
    const { id, path, visibility, only, except } = this.#record;
    const name = this.#reading?.content.name ?? path.split(/[\\/]/).at(-1) ?? path;
    return { id, path, name, visibility, sharedHeads: { only, except }, status: this.#status };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnded = true;
    // It may be about to watch.
    await this.#refreshing;
    await this.#watch?.[Symbol.asyncDispose]();
  }

  async #readWhileStale(): Promise<void> {
    while (this.#isStale && !this.#isEnded) {
      this.#isStale = false;
      await this.#read();
      // Told each time: where changes do not end, there is no last one to wait for.
      this.#onChange();
    }
  }

  async #read(): Promise<void> {
    try {
      const { repository, content } = await this.#readContent();
      const sharedHeads = content.heads
        .filter(({ ref }) => isHeadChosen(ref, this.#record))
        .slice(0, LIMITS.headsPerRepository);
      const own = await this.#membership(repository, content.heads, content.branch, 'own');
      const shared = await this.#membership(repository, sharedHeads, content.branch, 'shared');
      this.#reading = { repository, content, own, sharedHeads, shared };
      this.#status = {
        state: 'ready',
        swarm: own?.swarm ?? null,
        branch: content.branch === null ? null : shortRefName(content.branch),
        ...countKinds(sharedHeads),
      };
      this.#failure = null;
      if (!this.#isEnded) this.#watch ??= watchRefs(repository, () => void this.refresh());
    } catch (error) {
      this.#failure = asShoalError(error);
      const { code, message } = this.#failure;
      this.#reading = null;
      this.#status = { state: 'unusable', code, sentence: message };
    }
  }

  /** Where it is and what kind it is hardly ever changes: that is looked up again if reading fails. */
  async #readContent(): Promise<Pick<Reading, 'repository' | 'content'>> {
    const known = this.#reading?.repository;
    if (known !== undefined) {
      const content = await readCopy(known).catch(() => null);
      if (content !== null) return { repository: known, content };
    }
    const repository = await openRepository(this.#record.path);
    return { repository, content: await readCopy(repository) };
  }

  /** Asked again only when heads have moved. */
  async #membership(
    repository: Repository,
    heads: readonly Head[],
    branch: string | null,
    kind: 'own' | 'shared',
  ): Promise<SwarmMembership | null> {
    const key = JSON.stringify([branch, heads.map(({ ref, oid }) => [ref, oid])]);
    const known = this.#known[kind];
    if (known?.key === key) return known.membership;
    const membership = await findMembership(repository, heads, branch, known ?? null);
    this.#known[kind] = { key, heads, membership };
    return membership;
  }
}

function countKinds(heads: readonly Head[]): HeadCount {
  const tags = heads.filter(({ ref }) => headKind(ref) === 'tag').length;
  return { heads: heads.length - tags, tags };
}
