import { EventEmitter } from 'node:events';
import pLimit from 'p-limit';
import type { HeadStanding, Swarm } from '../../shared/api/swarm-state.ts';
import type { MergeOutlook } from '../../shared/domain/git/merge-outlook.ts';
import { groupIntoSwarms } from '../../shared/domain/git/swarms.ts';
import { trackingRefs } from '../../shared/domain/git/tracking-refs.ts';
import type { Head, SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Oid, PeerId, RepositoryId, SwarmId } from '../../shared/ids.ts';
import { listRefs } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import type { Peers } from '../peers/peers.ts';
import { Radar } from '../radar/radar.ts';
import { AHEAD, aheadOnly } from '../remotes/ahead-refs.ts';
import type { Aliases } from '../remotes/aliases.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { Reading } from '../repositories/shared-entry.ts';
import { type Fetched, Standings } from './standing.ts';
import { areSameCopies, type MyCopy, swarmStates, type TheirCopy } from './swarm-states.ts';

/** Changes that come close together are shown together, after this many milliseconds. */
const QUIET = 40;
/** The user may change tracking refs, too: after this many milliseconds they are read again. */
const TRACKING_AGE = 10_000;
/** Merges tried at a time, over all repositories. */
const MERGES_AT_A_TIME = 2;

type Member = MyCopy | TheirCopy;

/** What is here of others' heads. */
interface Tracked {
  readonly refs: ReadonlyMap<string, Oid>;
  /** The commits that were only fetched ahead: the user has not got them yet. */
  readonly ahead: ReadonlySet<Oid>;
}

/** The commits that the user took back, by tracking ref. */
type HeldBack = (repository: RepositoryId) => ReadonlyMap<string, Oid | null>;

/** Keeps the swarms that are shown in step with my repositories, my teammates' manifests and what was fetched. */
export class SwarmProjection implements AsyncDisposable {
  /** A swarm is to be shown so; null: there is nothing of it any more. */
  readonly events = new EventEmitter<{ changed: [id: SwarmId, swarm: Swarm | null] }>();
  readonly #repositories: Repositories;
  readonly #peers: Peers;
  readonly #aliases: Aliases;
  /** A repository that was opened anew may be another one, or have other objects. */
  readonly #standings = new WeakMap<Repository, Standings>();
  readonly #tracking = new Map<
    RepositoryId,
    { reading: LocalCopy['reading']; at: number; tracked: Tracked }
  >();
  readonly #radars = new Map<Repository, Radar>();
  readonly #scratchDirectory: string;
  readonly #heldBack: HeldBack;
  readonly #limit = pLimit(MERGES_AT_A_TIME);
  readonly #abort = new AbortController();
  /** Of which copies the swarms are that are shown. */
  #shown: ReadonlyMap<SwarmId, readonly Member[]> = new Map();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: {
    repositories: Repositories;
    peers: Peers;
    aliases: Aliases;
    scratchDirectory: string;
    heldBack: HeldBack;
  }) {
    this.#repositories = parts.repositories;
    this.#peers = parts.peers;
    this.#aliases = parts.aliases;
    this.#scratchDirectory = parts.scratchDirectory;
    this.#heldBack = parts.heldBack;
  }

  /** To be called after any change; a few calls cost no more than one. */
  schedule(): void {
    if (this.#abort.signal.aborted) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#running.then(() => this.#project()).catch(() => {});
    }, QUIET);
  }

  /** To be called when tracking refs have changed. */
  fetched(): void {
    this.#tracking.clear();
    this.schedule();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    clearTimeout(this.#timer);
    await this.#running;
    await Promise.all([...this.#radars.values()].map((radar) => radar[Symbol.asyncDispose]()));
  }

  async #project(): Promise<void> {
    if (this.#abort.signal.aborted) return;
    const mine = this.#repositories.all.map(toMyCopy).filter((copy) => copy !== null);
    const theirs = this.#theirCopies(mine);
    const standings = await this.#compare(mine, theirs);
    const groups = groupIntoSwarms<Member>([...mine, ...theirs]);
    for (const id of this.#shown.keys()) {
      if (!groups.has(id)) this.events.emit('changed', id, null);
    }
    // What is shown of a long list takes megabytes, and anyone can bring one.
    const changed = [...groups].filter(([id, members]) => {
      const shown = this.#shown.get(id);
      return shown === undefined || !areSameCopies(shown, members);
    });
    const swarms = swarmStates(
      changed.flatMap(([, members]) => members),
      (own, copy) => standings.get(pairKey(own, copy)) ?? null,
    );
    for (const [id, swarm] of swarms) this.events.emit('changed', id, swarm);
    this.#shown = groups;
  }

  /** The copies of those who are here, and, of projects that somebody here has, of those who left. */
  #theirCopies(mine: readonly MyCopy[]): TheirCopy[] {
    const { all } = this.#peers;
    const here = all.flatMap(({ id, manifest }) => toTheirCopies(id, manifest?.repositories));
    const roots = new Set([...mine, ...here].flatMap((copy) => copy.roots));
    const away = all
      .flatMap(({ id }) => toTheirCopies(id, this.#peers.lastKnown(id)?.repositories))
      .filter((copy) => copy.roots.some((root) => roots.has(root)));
    return [...here, ...away];
  }

  async #compare(
    mine: readonly MyCopy[],
    theirs: readonly TheirCopy[],
  ): Promise<Map<string, HeadStanding[]>> {
    const result = new Map<string, HeadStanding[]>();
    const resting = new Map(this.#radars);
    for (const own of mine) {
      const roots = new Set(own.roots);
      const related = theirs.filter((copy) => copy.roots.some((root) => roots.has(root)));
      const copy = this.#repositories.find(own.id);
      // What is kept for others is compared by themselves.
      if (copy === null || copy.keeper !== null || related.length === 0) continue;
      if (copy.reading !== null) resting.delete(copy.reading.repository);
      // One repository that cannot be read right now must not hide the others.
      await this.#compareOne(copy, own, related, result).catch(() => {});
    }
    await this.#rest(resting);
    return result;
  }

  /** Of repositories that were opened anew, or are gone, nothing is remembered. */
  async #rest(radars: ReadonlyMap<Repository, Radar>): Promise<void> {
    const opened = new Set(this.#repositories.all.map(({ reading }) => reading?.repository));
    for (const [repository, radar] of radars) {
      radar.look(null, []);
      if (opened.has(repository)) continue;
      this.#radars.delete(repository);
      await radar[Symbol.asyncDispose]();
    }
  }

  async #compareOne(
    copy: LocalCopy,
    own: MyCopy,
    related: readonly TheirCopy[],
    result: Map<string, HeadStanding[]>,
  ): Promise<void> {
    if (copy.reading === null) return;
    const { repository, content } = copy.reading;
    const { signal } = this.#abort;
    const standings = this.#standings.get(repository) ?? new Standings(repository);
    this.#standings.set(repository, standings);
    const { refs, ahead } = await this.#tracked(copy, repository, signal);
    const compared: { their: TheirCopy; list: HeadStanding[] }[] = [];
    for (const their of related) {
      const known = { ahead, fetchedOf: this.#fetched(own.id, their, refs) };
      const list = await standings.of(their.shared.heads, content, known, signal);
      compared.push({ their, list });
    }
    const outlooks = this.#look(copy.reading, compared);
    for (const { their, list } of compared) {
      const told = list.map((standing, index) => {
        const oid = their.shared.heads[index]?.oid;
        const outlook = oid !== undefined && isToMerge(standing) ? outlooks.get(oid) : undefined;
        return outlook === undefined ? standing : { ...standing, merge: outlook };
      });
      result.set(pairKey(own, their), told);
    }
  }

  /** What is known of merging what diverged from my checked-out branch. */
  #look(
    { repository, content }: Reading,
    compared: readonly { their: TheirCopy; list: readonly HeadStanding[] }[],
  ): Map<Oid, MergeOutlook> {
    const radar =
      this.#radars.get(repository) ??
      new Radar({
        repository,
        scratchDirectory: this.#scratchDirectory,
        limit: this.#limit,
        onChange: () => this.schedule(),
      });
    this.#radars.set(repository, radar);
    const checkedOut = content.heads.find(({ ref }) => ref === content.branch);
    const candidates = compared.flatMap(({ their, list }) =>
      their.shared.heads.flatMap(({ oid, tip }, index) => {
        const standing = list[index];
        const isWanted = standing !== undefined && isToMerge(standing);
        return isWanted ? [{ oid, time: tip?.time ?? 0 }] : [];
      }),
    );
    return radar.look(checkedOut?.oid ?? null, candidates);
  }

  /** Listed anew when the repository was read anew, when something was fetched, and now and then. */
  async #tracked(
    { record, reading }: LocalCopy,
    repository: Repository,
    signal: AbortSignal,
  ): Promise<Tracked> {
    const known = this.#tracking.get(record.id);
    if (known?.reading === reading && performance.now() - known.at < TRACKING_AGE)
      return known.tracked;
    const { direct: refs } = await listRefs(repository, ['refs/remotes/', AHEAD], signal);
    const tracked = { refs, ahead: await aheadOnly(repository, refs, signal) };
    this.#tracking.set(record.id, { reading, at: performance.now(), tracked });
    return tracked;
  }

  /** For a head: the tracking ref that is at its commit, or would be if the user had not undone it. */
  #fetched(
    own: RepositoryId,
    { peer }: TheirCopy,
    tracking: ReadonlyMap<string, Oid>,
  ): (head: Head) => Fetched {
    const alias = this.#aliases.find(own, peer);
    if (alias === null) return () => ({ tracking: null, isUndone: false });
    const heldBack = this.#heldBack(own);
    return (head) => {
      const ref = trackingRefs(alias, [head]).refs[0]?.ref ?? '';
      const isHere = tracking.get(ref) === head.oid;
      const isUndone = !isHere && heldBack.get(ref) === head.oid;
      return { tracking: isHere ? ref : null, isUndone };
    };
  }
}

function isToMerge({ headRelation }: HeadStanding): boolean {
  return headRelation?.kind === 'diverged';
}

function pairKey(own: MyCopy, { peer, shared }: TheirCopy): string {
  return `${own.id} ${peer} ${shared.id}`;
}

/** By the list that they are in, which is never written into: at each change, all but one are as they were. */
const theirCopies = new WeakMap<readonly SharedRepository[], readonly TheirCopy[]>();

function toTheirCopies(
  peer: PeerId,
  repositories: readonly SharedRepository[] | undefined,
): readonly TheirCopy[] {
  if (repositories === undefined) return [];
  const known = theirCopies.get(repositories);
  if (known !== undefined) return known;
  const copies = repositories.map((shared): TheirCopy => {
    return { kind: 'theirs', peer, shared, swarm: shared.swarm, roots: shared.roots };
  });
  theirCopies.set(repositories, copies);
  return copies;
}

function toMyCopy(copy: LocalCopy): MyCopy | null {
  const { reading, record } = copy;
  if (reading?.own == null) return null;
  const { content, own } = reading;
  return {
    kind: 'mine',
    id: record.id,
    name: content.name,
    description: content.description,
    swarm: own.swarm,
    roots: own.roots,
    latestCommit: latest(content.heads),
    maintainers: content.maintainers,
  };
}

function latest(heads: readonly Head[]): number | null {
  const times = heads.map(({ tip }) => tip?.time).filter((time) => time !== undefined);
  return times.length === 0 ? null : Math.max(...times);
}
