import { oneOfEach } from '../../shared/domain/one-of-each.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import { UnknownPeerError } from '../errors/peers.ts';
import { EmptyRepositoryError, UnknownRepositoryError } from '../errors/repositories.ts';
import { NothingSharedError, PeerSharesNothingError } from '../errors/transfers.ts';
import type { Peers } from '../peers/peers.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { FetchRequest } from './transfer-log.ts';
import { untilSome } from './until-some.ts';

/** Whose heads a fetch is to bring, at one moment. */
interface Chosen {
  /** One of each teammate: a second one would take the first one's place. */
  readonly found: readonly RemoteCopy[];
  /** Those that give way to another one of the same teammate. */
  readonly others: readonly RemoteCopy[];
  /** Those who were named, and of whom nothing can be had. */
  readonly failures: readonly {
    readonly id: PeerId;
    readonly name: string;
    readonly error: unknown;
  }[];
}

/** Knows which teammates' copies a fetch draws on. */
export class FetchSources {
  readonly #repositories: Repositories;
  readonly #peers: Peers;
  readonly #sources: Sources;

  constructor(repositories: Repositories, peers: Peers, sources: Sources) {
    this.#repositories = repositories;
    this.#peers = peers;
    this.#sources = sources;
  }

  /**
   * The copies of the named teammates, also of those who are away, or of everybody who is here.
   * @throws NothingSharedError if nobody is named, and nobody is here
   */
  choose(request: FetchRequest): Chosen {
    const { name, roots } = readingOf(this.#repositories.get(request.repository));
    const here = this.#sources.copiesRelatedTo(roots);
    if (request.peers.length === 0) {
      if (here.length === 0) throw new NothingSharedError(name);
      return { ...chosenFrom(here), failures: [] };
    }
    const named = [...new Set(request.peers)].map((id) => {
      const theirs = here.filter(({ peer }) => peer.id === id);
      return { id, ...this.#lastKnownBeside(theirs, id, roots, name) };
    });
    return {
      ...chosenFrom(named.flatMap(({ copies }) => copies)),
      failures: named.flatMap(({ id, error }) =>
        error === null ? [] : [{ id, name: this.#sources.nameOf(id), error }],
      ),
    };
  }

  /** Waits until there is somebody who may give something. @throws PeerGoneError */
  async untilSome(
    request: FetchRequest,
    patience: number,
    onWait: () => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { roots } = readingOf(this.#repositories.get(request.repository));
    const isAsked = (id: PeerId) => request.peers.length === 0 || request.peers.includes(id);
    const isKnown = (id: PeerId) => {
      try {
        return this.#sources.lastKnownCopies(id, roots).length > 0;
      } catch {
        // Known, but too old: choosing tells.
        return true;
      }
    };
    const givers = () => {
      const here = this.#sources.copiesRelatedTo(roots);
      // Whose heads are known is enough: the objects come from anybody who has them.
      return here.some(({ peer }) => isAsked(peer.id)) || request.peers.some(isKnown) ? here : [];
    };
    await untilSome(givers, patience, onWait, signal);
  }

  #lastKnownBeside(
    theirs: readonly RemoteCopy[],
    id: PeerId,
    roots: readonly Oid[],
    project: string,
  ): { copies: readonly RemoteCopy[]; error: unknown } {
    if (theirs.length > 0) return { copies: theirs, error: null };
    try {
      if (this.#peers.find(id) === null) throw new UnknownPeerError();
      const copies = this.#sources.lastKnownCopies(id, roots);
      if (copies.length > 0) return { copies, error: null };
      throw new PeerSharesNothingError(this.#sources.nameOf(id), project);
    } catch (error) {
      return { copies: [], error };
    }
  }
}

function chosenFrom(copies: readonly RemoteCopy[]): Pick<Chosen, 'found' | 'others'> {
  const { taken, others } = oneOfEach(copies, ({ peer }) => peer.id);
  return { found: taken, others };
}

/** What a fetch needs to know of a repository of mine. */
export function readingOf({ reading, failure, record }: LocalCopy) {
  if (reading === null) throw failure ?? new UnknownRepositoryError();
  const { repository, content, own } = reading;
  if (own === null) throw new EmptyRepositoryError(record.path);
  const { commonDir } = repository;
  return { repository, commonDir, name: content.name, swarm: own.swarm, roots: own.roots };
}
