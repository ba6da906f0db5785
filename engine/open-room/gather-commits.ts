import type { RoomCommit } from '../../shared/api/room-state.ts';
import type { Head } from '../../shared/gtp/manifest.ts';
import type { OverviewCommit } from '../../shared/gtp/overview.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';

/** As many commits of a project are told of. */
export const MOST_COMMITS = 200;
/** As many of those who have a commit are named. */
const MOST_NAMED = 8;

/** What is told of the commits of one project: each once, whoever tells of it. */
export class GatheredCommits {
  readonly #commits = new Map<Oid, Omit<RoomCommit, 'peers'> & { peers: PeerId[] }>();
  /** Those whose ancestors are told of, too, as far as anybody tells them. */
  readonly #deep = new Set<Oid>();

  /** What a list of heads tells by itself: the commit at each. */
  addHeads(peer: PeerId, heads: readonly Head[]): void {
    for (const { oid, tip } of heads) {
      if (tip === undefined) continue;
      const { author, time, subject } = tip;
      this.#add(peer, { oid: tip.oid ?? oid, author, time, subject });
    }
  }

  /** The latest commits of all heads of a copy. */
  addHistory(peer: PeerId, commits: readonly OverviewCommit[]): void {
    for (const { oid, author, time, subject } of commits) {
      this.#add(peer, { oid, author, time, subject });
      this.#deep.add(oid);
    }
  }

  /** Whether a history may tell of more: a head moved since then whose ancestors nobody told. */
  isMissing(heads: readonly Head[], since: number): boolean {
    return heads.some(
      ({ oid, tip }) => tip !== undefined && tip.time >= since && !this.#deep.has(tip.oid ?? oid),
    );
  }

  /** The newest first. */
  get newest(): RoomCommit[] {
    return [...this.#commits.values()]
      .sort((a, b) => b.time - a.time || (a.oid < b.oid ? -1 : 1))
      .slice(0, MOST_COMMITS);
  }

  #add(peer: PeerId, commit: Omit<RoomCommit, 'peers'>): void {
    const known = this.#commits.get(commit.oid);
    if (known === undefined) this.#commits.set(commit.oid, { ...commit, peers: [peer] });
    else if (known.peers.length < MOST_NAMED && !known.peers.includes(peer)) known.peers.push(peer);
  }
}

/** When its latest commit was made, in seconds since the epoch; 0 where that is not told. */
export function latestOf(heads: readonly Head[]): number {
  return heads.reduce((latest, { tip }) => Math.max(latest, tip?.time ?? 0), 0);
}
