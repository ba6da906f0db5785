import { LRUCache } from 'lru-cache';
import type { ChainHead, TakesPushes } from '../../shared/gtp/push.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import { Chain } from '../chain/chain.ts';
import { hashOfEntry } from '../chain/entry.ts';
import type { NameOf } from '../chain/names.ts';
import type { SeenChain, SeenChains } from '../chain/seen-chains.ts';
import { ChainError } from '../errors/chain.ts';
import { ProtocolError } from '../errors/peer-failures.ts';
import {
  DepotBehindError,
  DivergedDepotsError,
  NotADepotError,
  OtherStoryError,
  RolledBackError,
  UnprovenChainError,
  UnprovenRefError,
} from '../errors/pushing.ts';
import { askChain } from './depot-line.ts';

/** Chains that are kept as they were checked, so that only what is new has to be. */
const KEPT = 32;

/** What depots show of their chains, checked, and compared with what they showed before. */
export class DepotChains {
  readonly #seen: SeenChains;
  readonly #nameOf: NameOf;
  readonly #isHere: (peer: PeerId) => boolean;
  readonly #checked = new LRUCache<string, Chain>({ max: KEPT });

  constructor(seen: SeenChains, nameOf: NameOf, isHere: (peer: PeerId) => boolean) {
    this.#seen = seen;
    this.#nameOf = nameOf;
    this.#isHere = isHere;
  }

  /**
   * The whole chain of a depot's copy, as it is now.
   * @throws NotADepotError, DepotLiesError, PeerFailure
   */
  async look(copy: RemoteCopy, signal: AbortSignal): Promise<Chain> {
    const { id: peer, name } = copy.peer;
    const { pushes } = copy.shared;
    if (pushes === undefined) throw new NotADepotError(name);
    const key = `${peer} ${pushes.project} ${pushes.owner}`;
    const seen = this.#seen.find(peer, pushes.project);
    const chain = this.#checked.get(key)?.copy() ?? this.#empty(pushes);
    await this.#goOn(copy, chain, seen, signal);
    if (seen !== null && !chain.holds(seen.head)) throw storyOf(name, chain.head, seen);
    if (chain.head !== null) {
      this.#checked.set(key, chain);
      await this.#seen.saw(peer, pushes, chain.head);
    }
    return chain;
  }

  /** Takes what a depot shows now for its story, whatever it was before. */
  async accept(copy: RemoteCopy, signal: AbortSignal): Promise<Chain> {
    const { pushes } = copy.shared;
    if (pushes !== undefined) {
      this.#checked.delete(`${copy.peer.id} ${pushes.project} ${pushes.owner}`);
      await this.#seen.forget(copy.peer.id, pushes.project);
    }
    return this.look(copy, signal);
  }

  /**
   * Whether a push may go on from here: where another depot was seen to be further, it would begin a second story.
   * @throws DepotBehindError, DivergedDepotsError
   */
  checkFurthest({ peer, shared }: RemoteCopy, chain: Chain): void {
    if (shared.pushes === undefined) return;
    const { project, owner } = shared.pushes;
    for (const seen of this.#seen.of(project, owner)) {
      if (chain.holds(seen.head)) continue;
      const other = this.#nameOf(seen.peer);
      const theirs = this.#checked.get(`${seen.peer} ${project} ${owner}`);
      // One that tells something else is not behind: it would never catch up.
      if (theirs !== undefined) {
        compareStories({ name: other, chain: theirs }, { name: peer.name, chain });
      }
      if (isLess(chain.head, seen.head)) throw new DepotBehindError(peer.name, other);
      throw new DivergedDepotsError(other, peer.name, seen.head.seq);
    }
  }

  /** The pusher knows what it has pushed, and will miss it where it is not shown. */
  async pushed(copy: RemoteCopy, chain: Chain): Promise<void> {
    const { pushes } = copy.shared;
    if (pushes === undefined || chain.head === null) return;
    this.#checked.set(`${copy.peer.id} ${pushes.project} ${pushes.owner}`, chain);
    await this.#seen.saw(copy.peer.id, pushes, chain.head);
  }

  /**
   * Whether the heads that a copy shows are to be believed: those of a depot are where its chain says. One that is away
   * is compared with what is remembered alone.
   * @throws DepotLiesError, PeerFailure
   */
  async vet(copy: RemoteCopy, signal: AbortSignal): Promise<void> {
    const { pushes, swarm } = copy.shared;
    const { id: peer, name } = copy.peer;
    const seen = this.#seen.find(peer, pushes?.project ?? swarm);
    const shown = pushes?.head ?? null;
    if (seen !== null && isLess(shown, seen.head)) throw storyOf(name, shown, seen);
    if (shown === null || !this.#isHere(peer)) return;
    const chain = await this.look(copy, signal);
    if (!chain.holds(shown)) throw new OtherStoryError(name, shown.seq, Date.now());
    const refs = refsAt(chain, shown.seq);
    // Roles may be given before anything is pushed: until then its heads are a mirror's.
    if (refs.size === 0) return;
    const wrong = copy.shared.heads.find(({ ref, oid }) => refs.get(ref) !== oid);
    if (wrong !== undefined) throw new UnprovenRefError(name, wrong.ref);
    const told = new Set(copy.shared.heads.map(({ ref }) => ref));
    const missing = [...refs.keys()].find((ref) => !told.has(ref));
    const isCut = copy.shared.leftOut?.heads !== undefined;
    if (missing !== undefined && !isCut) throw new UnprovenRefError(name, missing);
  }

  #empty({ project, owner }: TakesPushes): Chain {
    return new Chain(project, owner, this.#nameOf);
  }

  /** Asks for what follows on the last known entry, and for that itself: it has to be what it was. */
  async #goOn(
    copy: RemoteCopy,
    chain: Chain,
    seen: SeenChain | null,
    signal: AbortSignal,
  ): Promise<void> {
    const { name } = copy.peer;
    for (;;) {
      const before = chain.head;
      const { entries, head } = await askChain(copy, before?.seq ?? 1, signal);
      const [first, ...rest] = entries;
      const isSame = before === null || (first !== undefined && hashOfEntry(first) === before.hash);
      if (!isSame) throw storyOf(name, head, seen ?? { head: before, at: Date.now() });
      try {
        for (const each of before === null ? entries : rest) chain.append(each);
      } catch (error) {
        throw error instanceof ChainError ? new UnprovenChainError(name, error) : error;
      }
      if (head === null || chain.holds(head)) return;
      // What it says of its end has to come, too.
      if (chain.head?.seq === before?.seq || !isLess(chain.head, head)) {
        throw new ProtocolError(`${name} does not show all of its chain of pushes.`);
      }
    }
  }
}

/**
 * Finds out whether two depots tell the same story of a project, as far as both have it.
 * @throws DivergedDepotsError
 */
export function compareStories(
  one: { readonly name: string; readonly chain: Chain },
  other: { readonly name: string; readonly chain: Chain },
): void {
  const length = Math.min(one.chain.entries.length, other.chain.entries.length);
  for (let index = 0; index < length; index += 1) {
    if (one.chain.entries[index]?.hash === other.chain.entries[index]?.hash) continue;
    throw new DivergedDepotsError(one.name, other.name, index + 1);
  }
}

function refsAt(chain: Chain, seq: number): ReadonlyMap<string, Oid> {
  if (chain.head?.seq === seq) return chain.refs;
  const refs = new Map<string, Oid>();
  for (const { entry } of chain.entries.slice(0, seq)) {
    if (entry.act !== 'push') continue;
    for (const { ref, new: value } of entry.changes) {
      if (value === null) refs.delete(ref);
      else refs.set(ref, value);
    }
  }
  return refs;
}

function isLess(shown: ChainHead | null, known: ChainHead | null): boolean {
  return (shown?.seq ?? 0) < (known?.seq ?? 0);
}

function storyOf(
  name: string,
  now: ChainHead | null,
  { head, at }: Pick<SeenChain, 'head' | 'at'>,
) {
  if (isLess(now, head)) return new RolledBackError(name, now?.seq ?? 0, head.seq, at);
  return new OtherStoryError(name, head.seq, at);
}
