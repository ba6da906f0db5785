import { LRUCache } from 'lru-cache';
import type { Comparison, FileDiff } from '../../../shared/gtp/comparison.ts';
import { LIMITS } from '../../../shared/gtp/limits.ts';
import type { Oid, PeerId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Sources } from '../../asking/sources.ts';
import { existingObjects } from '../../git/cat-file.ts';
import { listRefs } from '../../git/for-each-ref.ts';
import { listCommits } from '../../git/rev-list.ts';
import { thinOut } from '../../receiving/haves.ts';
import { copiesOfOwner, type FoundHead } from '../found-head.ts';
import {
  askCopies,
  askForDiff,
  checkSound,
  copiesToAsk,
  PATIENCE,
  somethingElse,
} from './ask-copies.ts';

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
    const request = { head: found.oid, haves, path, from };
    return askForDiff((question) => this.#ask(found, signal, question), request);
  }

  #ask<T>(
    { name: { peer: owner }, oid, roots }: FoundHead,
    signal: AbortSignal,
    question: (copy: RemoteCopy, patience: AbortSignal) => Promise<T>,
  ): Promise<{ readonly peer: PeerId; readonly answer: T }> {
    const sources = this.#sources;
    const { here } = copiesOfOwner(sources, owner, roots);
    const copies = copiesToAsk(here, sources.copiesRelatedTo(roots), { owner, oid });
    return askCopies(copies, { sources, patience: this.#patience, owner, oid }, signal, question);
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
  checkSound(comparison, oid, peer);
  const { base, commits, commitCount } = comparison;
  const ids = commits.map((commit) => commit.oid);
  const asked = base === null ? ids : [...ids, base];
  const here = await existingObjects(repository, asked, { type: 'commit', signal });
  if (base !== null && !here.has(base)) throw somethingElse(peer);
  const news = commits.filter((commit) => !here.has(commit.oid));
  return { ...comparison, commits: news, commitCount: commitCount - commits.length + news.length };
}
