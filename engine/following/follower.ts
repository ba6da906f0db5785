import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { type FollowRule, followKey } from '../../shared/domain/follow.ts';
import { headChooser } from '../../shared/domain/git/chosen-heads.ts';
import { asShoalError, CancelledError } from '../../shared/errors.ts';
import { listsAllHeads } from '../../shared/gtp/manifest.ts';
import type { PeerId, RepositoryId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import { PausedError, StoppedError } from '../errors/interruptions.ts';
import { PeerGoneError } from '../errors/peer-failures.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { Alarm } from '../waiting/alarm.ts';
import { Pace } from '../waiting/pace.ts';
import type { FollowRules } from './follow-rules.ts';

/** Fetches at once: they share the disk, and each is soon over. */
const AT_ONCE = 3;
/**
 * When what failed is tried again, in milliseconds: also when something has changed, for a teammate whose
 * heads move all the time and cannot be fetched must not keep this computer busy.
 */
const RETRY = { first: 2_000, most: 10 * 60_000 };

export interface FollowerParts {
  readonly rules: FollowRules;
  readonly repositories: Repositories;
  readonly sources: Sources;
  /** Fetches the chosen heads of one teammate into one repository. */
  readonly fetch: (
    repository: RepositoryId,
    rule: FollowRule,
    signal: AbortSignal,
  ) => Promise<void>;
  /** What went wrong with a rule has changed. */
  readonly onProblem: (rule: FollowRule) => void;
}

/** One teammate in one of my repositories. */
interface Trail {
  /** Which heads were fetched last, as one word. */
  done: string | null;
  /** Which ones could not be fetched. */
  failed: string | null;
  isRunning: boolean;
  readonly pace: Pace;
  readonly retry: Alarm;
}

/**
 * Fetches the heads of those who are followed whenever they change. While nothing changes it does
 * nothing at all; however often something changes, one fetch for each teammate and repository is under
 * way, and one more follows it.
 */
export class Follower implements AsyncDisposable {
  readonly #parts: FollowerParts;
  readonly #trails = new Map<string, Trail>();
  readonly #problems = new Map<string, string>();
  readonly #limit = pLimit(AT_ONCE);
  readonly #abort = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  /** Why a rule does not work at the moment, as a sentence. */
  problemOf(rule: FollowRule): string | null {
    return this.#problems.get(followKey(rule)) ?? null;
  }

  /** To be called when a peer, or anything here, has changed. @param peer everybody if left out */
  look(peer?: PeerId): void {
    if (this.#abort.signal.aborted) return;
    const followed = new Set(this.#parts.rules.all.map((rule) => rule.peer));
    for (const id of followed) {
      if (peer !== undefined && id !== peer) continue;
      const copies = this.#parts.sources.copiesOf(id);
      if (copies.length === 0) continue;
      for (const mine of this.#parts.repositories.all) {
        if (mine.keeper === null) this.#lookAt(id, mine, copies);
      }
    }
  }

  /** The user has changed the rule: what was done under the old one may not be enough. */
  forget(place: Pick<FollowRule, 'peer' | 'repository'>): void {
    this.#problems.delete(followKey(place));
    for (const [key, trail] of this.#trails) {
      if (!key.startsWith(`${place.peer} `)) continue;
      trail.retry.stop();
      trail.done = null;
      trail.failed = null;
      trail.pace.forgive();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort(new StoppedError());
    for (const trail of this.#trails.values()) trail.retry[Symbol.dispose]();
    await Promise.all(this.#running);
  }

  #lookAt(peer: PeerId, mine: LocalCopy, copies: readonly RemoteCopy[]): void {
    const roots = mine.reading?.own?.roots;
    const rule = this.#parts.rules.find(peer, mine.record.id);
    if (roots === undefined || rule === null) return;
    const related = copies.filter(({ shared }) =>
      shared.roots.some((root) => roots.includes(root)),
    );
    if (related.length === 0) return;
    const wanted = fingerprint(related, rule);
    const key = `${peer} ${mine.record.id}`;
    const trail = this.#trails.get(key) ?? this.#newTrail(peer);
    this.#trails.set(key, trail);
    if (trail.isRunning || trail.done === wanted || trail.failed === wanted) return;
    const wait = trail.failed === null ? 0 : trail.pace.hurry();
    if (wait > 0) {
      trail.retry.ringIn(wait);
      return;
    }
    trail.retry.stop();
    trail.isRunning = true;
    const running = this.#limit(() => this.#fetch(trail, wanted, mine.record.id, rule)).finally(
      () => {
        this.#running.delete(running);
        trail.isRunning = false;
        // What changed meanwhile is fetched next.
        this.look(peer);
      },
    );
    this.#running.add(running);
  }

  async #fetch(
    trail: Trail,
    wanted: string,
    repository: RepositoryId,
    rule: FollowRule,
  ): Promise<void> {
    const { signal } = this.#abort;
    try {
      signal.throwIfAborted();
      await this.#parts.fetch(repository, rule, signal);
      trail.done = wanted;
      trail.failed = null;
      trail.pace.forgive();
      this.#setProblem(rule, null);
    } catch (error) {
      if (signal.aborted) return;
      trail.failed = wanted;
      // Who is away comes back with a manifest; what the user ended stays ended until heads move.
      const isQuiet = error instanceof PeerGoneError || isUsersWish(error);
      this.#setProblem(rule, isQuiet ? null : asShoalError(error).message);
      if (isUsersWish(error)) return;
      trail.retry.ringIn(trail.pace.ended());
    }
  }

  #newTrail(peer: PeerId): Trail {
    const retry = new Alarm(() => {
      trail.failed = null;
      this.look(peer);
    });
    const trail: Trail = {
      ...{ done: null, failed: null, isRunning: false },
      ...{ pace: new Pace(RETRY), retry },
    };
    return trail;
  }

  #setProblem(rule: FollowRule, sentence: string | null): void {
    const key = followKey(rule);
    if ((this.#problems.get(key) ?? null) === sentence) return;
    if (sentence === null) this.#problems.delete(key);
    else this.#problems.set(key, sentence);
    this.#parts.onProblem(rule);
  }
}

function isUsersWish(error: unknown): boolean {
  return error instanceof CancelledError || error instanceof PausedError;
}

/** Which heads are wanted by a rule, as one word that changes with them. */
function fingerprint(copies: readonly RemoteCopy[], rule: FollowRule): string {
  const hash = createHash('sha256');
  const isChosen = headChooser(rule);
  for (const { shared } of copies) {
    hash.update(`${shared.id} ${listsAllHeads(shared)}\n`);
    for (const { ref, oid } of shared.heads) {
      if (isChosen(ref)) hash.update(`${ref} ${oid}\n`);
    }
  }
  return hash.digest('base64');
}
