import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { RoomCommits as Answer, RoomProject } from '../../shared/api/room-state.ts';
import { groupIntoSwarms } from '../../shared/domain/git/swarms.ts';
import type { Head } from '../../shared/gtp/manifest.ts';
import type { OverviewCommit } from '../../shared/gtp/overview.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import type { Sources } from '../asking/sources.ts';
import type { Overviews } from '../overviews/overviews.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { GatheredCommits, latestOf } from './gather-commits.ts';
import { mineAsOpen, type OpenCopy, theirsAsOpen } from './open-copies.ts';

/** Projects that are told of, and copies of one that are asked for their history, in one look. */
const MOST_PROJECTS = 200;
const MOST_ASKED = 6;
/** Copies whose history is remembered. */
const REMEMBERED = 1_000;
/** Asked at the same time. */
const TOGETHER = 4;
/** How long one copy, and all of a look, may take, in milliseconds. */
const PATIENCE = 8_000;
const WHOLE_PATIENCE = 20_000;
/** A copy is asked again after so many milliseconds at the soonest; until then its list of heads tells what is new. */
const AGAIN_AFTER = 5_000;
/** Work from longer ago, in seconds, is not worth asking one more copy. */
const RECENT = 24 * 60 * 60;

export interface RoomCommitsParts {
  readonly self: PeerId;
  readonly repositories: Repositories;
  readonly sources: Sources;
  readonly overviews: Overviews;
}

/** What was told of a copy last. */
interface Told {
  readonly heads: string;
  /** Of `performance.now`. */
  readonly at: number;
  readonly commits: readonly OverviewCommit[];
}

/**
 * What came lately to the projects that are open in a room. Lists of heads tell the newest commits by themselves; for
 * those before them the freshest copy is asked, and others only if they have recent work of their own.
 */
export class RoomCommits {
  readonly #parts: RoomCommitsParts;
  readonly #told = new LRUCache<string, Told>({ max: REMEMBERED });
  readonly #asking = pLimit(TOGETHER);
  readonly #patience: number;

  /** @param patience how long one copy may take, in milliseconds */
  constructor(parts: RoomCommitsParts, patience = PATIENCE) {
    this.#parts = parts;
    this.#patience = patience;
  }

  /** Whoever does not answer in time is passed over. */
  async look(signal: AbortSignal): Promise<Answer> {
    const within = AbortSignal.any([signal, AbortSignal.timeout(WHOLE_PATIENCE)]);
    let unasked = 0;
    const looks = this.#projects().map(async ([swarm, copies]): Promise<RoomProject> => {
      const gathered = new GatheredCommits();
      for (const { peer, heads } of copies) gathered.addHeads(peer, heads);
      unasked += await this.#addHistories(gathered, copies, within);
      return { swarm, commits: gathered.newest };
    });
    const projects = await Promise.all(looks);
    signal.throwIfAborted();
    return { projects, unasked };
  }

  /** Those of which a copy is open in a room, the freshest first; of each, all copies that everyone may see. */
  #projects(): [SwarmId, OpenCopy[]][] {
    const { repositories, sources } = this.#parts;
    const now = Date.now();
    const mine = repositories.all.map((copy) => mineAsOpen(copy, this.#parts));
    const theirs = sources.copies().map((copy) => theirsAsOpen(copy, now));
    const open = [...mine, ...theirs].filter((copy) => copy !== null);
    const freshest = (copies: readonly OpenCopy[]) =>
      Math.max(...copies.map(({ heads }) => latestOf(heads)));
    return [...groupIntoSwarms(open)]
      .filter(([, copies]) => copies.some(({ isInRoom }) => isInRoom))
      .map(([swarm, copies]): [SwarmId, OpenCopy[]] => [swarm, inOrder(copies)])
      .sort(([, a], [, b]) => freshest(b) - freshest(a))
      .slice(0, MOST_PROJECTS);
  }

  /** @returns how many copies should have told more, and did not */
  async #addHistories(
    gathered: GatheredCommits,
    copies: readonly OpenCopy[],
    signal: AbortSignal,
  ): Promise<number> {
    const since = Date.now() / 1_000 - RECENT;
    let asked = 0;
    let unasked = 0;
    for (const copy of copies) {
      const isWanted = copy === copies[0] || gathered.isMissing(copy.heads, since);
      if (!isWanted) continue;
      const commits = asked < MOST_ASKED ? await this.#historyOf(copy, signal) : null;
      asked += 1;
      if (commits === null) unasked += 1;
      else gathered.addHistory(copy.peer, commits);
    }
    return unasked;
  }

  /** Null where nobody could be asked; what was told before, where it was only just now. */
  async #historyOf(copy: OpenCopy, signal: AbortSignal): Promise<readonly OverviewCommit[] | null> {
    const heads = fingerprint(copy.heads);
    const before = this.#told.get(copy.key);
    const isKnown = before?.heads === heads;
    if (before !== undefined && (isKnown || performance.now() - before.at < AGAIN_AFTER)) {
      return before.commits;
    }
    const head = [...copy.heads].sort((a, b) => latestOf([b]) - latestOf([a]))[0];
    if (head === undefined) return [];
    try {
      const overview = await this.#asking(() => {
        signal.throwIfAborted();
        return copy.look(head.oid, AbortSignal.any([signal, AbortSignal.timeout(this.#patience)]));
      });
      const commits = overview?.commits ?? [];
      this.#told.set(copy.key, { heads, at: performance.now(), commits });
      return commits;
    } catch {
      // Who cannot be asked now is asked at the next look.
      return before?.commits ?? null;
    }
  }
}

/** Those of the room first, the freshest of them before the others; of several alike, always the same one. */
function inOrder(copies: readonly OpenCopy[]): OpenCopy[] {
  return [...copies].sort(
    (a, b) =>
      Number(b.isInRoom) - Number(a.isInRoom) ||
      latestOf(b.heads) - latestOf(a.heads) ||
      (a.key < b.key ? -1 : 1),
  );
}

function fingerprint(heads: readonly Head[]): string {
  const hash = createHash('sha256');
  for (const { ref, oid } of heads) hash.update(`${ref} ${oid}\n`);
  return hash.digest('base64');
}
