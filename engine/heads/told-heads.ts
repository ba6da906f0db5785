import { LRUCache } from 'lru-cache';
import type { Comparison, FileDiff } from '../../shared/gtp/comparison.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import { OlderPeerError, UnchangedFileError } from '../errors/heads.ts';
import {
  NotServedError,
  PeerGoneError,
  ProtocolError,
  SilentPeerError,
} from '../errors/peer-failures.ts';
import { existingObjects } from '../git/cat-file.ts';
import { listRefs } from '../git/for-each-ref.ts';
import { listCommits } from '../git/rev-list.ts';
import { thinOut } from '../receiving/haves.ts';
import { copiesOfOwner, type FoundHead } from './found-head.ts';

/** How long one peer may take before the next is asked, in milliseconds. */
const PATIENCE = 20_000;
/** Peers that are asked for one answer. */
const MOST_ASKED = 3;
/** Of my history, what is looked at for common ground. */
const HISTORY = 5_000;
/** Of the heads that the owner shows, those that I may have. */
const MOST_OF_THEIRS = 200;
/** Answers of which it is remembered where the two parted. */
const REMEMBERED = 256;

/** What a peer told of a head. */
export interface Told {
  readonly peer: PeerId;
  readonly comparison: Comparison;
}

/** Asks teammates what heads bring that are not here. Nothing of an answer is believed that can be checked. */
export class ToldHeads {
  readonly #sources: Sources;
  readonly #told = new LRUCache<string, { readonly base: Oid | null }>({ max: REMEMBERED });
  readonly #patience: number;

  constructor(sources: Sources, patience = PATIENCE) {
    this.#sources = sources;
    this.#patience = patience;
  }

  /** @throws OlderPeerError, PeerGoneError, and what kept the first one from answering */
  async compare(found: FoundHead, signal: AbortSignal): Promise<Told> {
    const haves = await this.#haves(found, signal);
    const told = await this.#ask(found, signal, async (copy, patience) => {
      const request = { head: found.oid, haves };
      const comparison = await copy.comparison(request, patience);
      return checked(found, comparison, copy.peer.name, patience);
    });
    const { peer, answer } = told;
    this.#told.set(keyOf(found), { base: answer.base });
    return { peer, comparison: answer };
  }

  async diff(found: FoundHead, path: string, from: number, signal: AbortSignal): Promise<FileDiff> {
    const known = this.#told.get(keyOf(found)) ?? (await this.compare(found, signal)).comparison;
    const { base } = known;
    const haves = base === null ? await this.#haves(found, signal) : [base];
    const { answer } = await this.#ask(found, signal, async (copy, patience) => {
      const request = { head: found.oid, haves, path, from };
      const diff = await copy.diff(request, patience);
      if (diff.kind === 'text' && diff.from !== from) throw somethingElse(copy.peer.name);
      return diff;
    }).catch((error: unknown) => {
      // Who has told of the head knows the question: there is no such file.
      throw error instanceof OlderPeerError ? new UnchangedFileError() : error;
    });
    return answer;
  }

  /** The owner first, then others who show the same commit. */
  #copies({ name, oid, roots }: FoundHead): RemoteCopy[] {
    const { here } = copiesOfOwner(this.#sources, name.peer, roots);
    const shows = ({ shared }: RemoteCopy) => shared.heads.some((head) => head.oid === oid);
    const own = [...here].sort((a, b) => Number(shows(b)) - Number(shows(a)));
    const others = this.#sources
      .copiesRelatedTo(roots)
      .filter((copy) => copy.peer.id !== name.peer && shows(copy));
    return [...own, ...others].slice(0, MOST_ASKED);
  }

  async #ask<T>(
    found: FoundHead,
    signal: AbortSignal,
    question: (copy: RemoteCopy, patience: AbortSignal) => Promise<T>,
  ): Promise<{ peer: PeerId; answer: T }> {
    let failure: unknown = null;
    for (const copy of this.#copies(found)) {
      const late = AbortSignal.timeout(this.#patience);
      try {
        const answer = await question(copy, AbortSignal.any([signal, late]));
        return { peer: copy.peer.id, answer };
      } catch (error) {
        signal.throwIfAborted();
        failure ??= late.aborted
          ? new SilentPeerError(copy.peer.name)
          : this.#explain(error, copy, found.oid);
      }
    }
    throw failure ?? new PeerGoneError(this.#sources.nameOf(found.name.peer));
  }

  /** Who still shows a head, and has no answer about it, does not know the question. */
  #explain(error: unknown, { peer, shared }: RemoteCopy, oid: Oid): unknown {
    const isPlain = error instanceof NotServedError && error.code === 'not-served';
    const stillShows = this.#sources
      .copiesOf(peer.id)
      .some((copy) => copy.shared.id === shared.id && copy.shared.heads.some((h) => h.oid === oid));
    return isPlain && stillShows ? new OlderPeerError(peer.name) : error;
  }

  /** Commits of mine that they may know, the likeliest first. */
  async #haves(found: FoundHead, signal: AbortSignal): Promise<Oid[]> {
    const { repository, mine, roots, name } = found;
    const shown = copiesOfOwner(this.#sources, name.peer, roots).shared.flatMap(({ heads }) =>
      heads.map(({ oid }) => oid),
    );
    const options = { type: 'commit', signal } as const;
    const common = await existingObjects(repository, shown, options);
    const history =
      mine === null
        ? []
        : await listCommits(
            repository,
            { from: [mine.oid] },
            { firstParent: true, limit: HISTORY, signal },
          );
    const fetched = await listRefs(repository, ['refs/remotes/'], signal);
    const tips = await existingObjects(repository, [...fetched.direct.values()], options);
    const known = [...[...common].slice(0, MOST_OF_THEIRS), ...roots, ...thinOut(history), ...tips];
    return [...new Set(known)].slice(0, LIMITS.havesPerComparison);
  }
}

function keyOf({ name, oid }: FoundHead): string {
  return `${name.repository} ${name.peer} ${oid}`;
}

/**
 * An answer about the right head, from where I have something in common with it; what I have of it is none of its news.
 * @throws ProtocolError
 */
async function checked(
  { oid, repository }: FoundHead,
  comparison: Comparison,
  peer: string,
  signal: AbortSignal,
): Promise<Comparison> {
  const { base, commits, commitCount, files, fileCount } = comparison;
  const ids = new Set(commits.map((commit) => commit.oid));
  const paths = new Set(files.map(({ path }) => path));
  const isSound =
    comparison.head === oid &&
    ids.size === commits.length &&
    paths.size === files.length &&
    commitCount >= commits.length &&
    fileCount >= files.length;
  if (!isSound) throw somethingElse(peer);
  const asked = base === null ? [...ids] : [...ids, base];
  const here = await existingObjects(repository, asked, { type: 'commit', signal });
  if (base !== null && !here.has(base)) throw somethingElse(peer);
  const news = commits.filter((commit) => !here.has(commit.oid));
  return { ...comparison, commits: news, commitCount: commitCount - commits.length + news.length };
}

function somethingElse(name: string): ProtocolError {
  return new ProtocolError(`${name} answered something else than it was asked for.`);
}
