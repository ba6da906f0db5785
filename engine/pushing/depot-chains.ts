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
  UnstatedHeadError,
} from '../errors/pushing.ts';
import { askChain } from './depot-line.ts';
import {
  type Heard,
  heardFrom,
  latestOf,
  misfit,
  ownStatement,
  sayingOther,
} from './heard-statements.ts';

/** Chains that are kept as they were checked, so that only what is new has to be. */
const KEPT = 32;

/** So much later than its chain a depot's list may come that says the same, in milliseconds. */
const LATE = 60_000;

export interface DepotChainsParts {
  readonly seen: SeenChains;
  readonly nameOf: NameOf;
  readonly isHere: (peer: PeerId) => boolean;
  /** What others say that this depot told them of this project. */
  readonly heard: (depot: PeerId, pushes: TakesPushes) => readonly Heard[];
}

/** What depots show of their chains, checked, and compared with what they showed before, and to others. */
export class DepotChains {
  readonly #seen: SeenChains;
  readonly #nameOf: NameOf;
  readonly #isHere: DepotChainsParts['isHere'];
  readonly #heard: DepotChainsParts['heard'];
  readonly #checked = new LRUCache<string, Chain>({ max: KEPT });

  constructor({ seen, nameOf, isHere, heard }: DepotChainsParts) {
    this.#seen = seen;
    this.#nameOf = nameOf;
    this.#isHere = isHere;
    this.#heard = heard;
  }

  /**
   * The whole chain of a depot's copy, as it is now.
   * @throws NotADepotError, DepotLiesError, PeerFailure
   */
  async look(copy: RemoteCopy, signal: AbortSignal): Promise<Chain> {
    return this.#look(copy, signal);
  }

  /** Takes what a depot shows now for its story, whatever it was before, and whatever it told others until now. */
  async accept(copy: RemoteCopy, signal: AbortSignal): Promise<Chain> {
    const { pushes } = copy.shared;
    const { id: peer } = copy.peer;
    if (pushes === undefined) throw new NotADepotError(copy.peer.name);
    const own = heardFrom(peer, pushes.statement, peer, pushes);
    const settled = latestOf([...this.#allHeard(peer, pushes), ...own]);
    this.#checked.delete(keyOf(peer, pushes));
    return this.#look(copy, signal, settled);
  }

  /**
   * What else than what it shows says whether a depot is to be believed: what others say that is not in its chain as it was looked
   * at last, and what the user has accepted. Where this changes, it has to be looked at again.
   */
  besides({ peer, shared }: RemoteCopy): { doubts: string[]; settled: number } {
    const { pushes } = shared;
    if (pushes === undefined) return { doubts: [], settled: 0 };
    const chain = this.#checked.get(keyOf(peer.id, pushes));
    const seen = this.#seen.find(peer.id, pushes.project);
    const settled = seen?.settled ?? 0;
    const doubts = this.#allHeard(peer.id, pushes)
      .filter(({ head, time }) => {
        if (time <= settled) return false;
        return chain === undefined ? head.hash !== seen?.head.hash : !chain.holds(head);
      })
      .map(({ signed }) => signed.signature);
    return { doubts, settled };
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
      const theirs = this.#checked.get(keyOf(seen.peer, { project, owner }));
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
    this.#checked.set(keyOf(copy.peer.id, pushes), chain);
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
    const isHere = this.#isHere(peer);
    // Its chain may have been looked at since it sent the list that is at hand.
    const mayBeLate = shown !== null && isHere && Date.now() - (seen?.at ?? 0) < LATE;
    if (seen !== null && isLess(shown, seen.head) && !mayBeLate) throw storyOf(name, shown, seen);
    // One that shows nothing may have shown others something.
    const isSilent = pushes === undefined || (shown === null && !this.#isHeardOf(peer, pushes));
    if (isSilent || !isHere) return;
    const chain = await this.look(copy, signal);
    if (shown === null) return;
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

  async #look(copy: RemoteCopy, signal: AbortSignal, accepted?: number): Promise<Chain> {
    const { id: peer, name } = copy.peer;
    const { pushes } = copy.shared;
    if (pushes === undefined) throw new NotADepotError(name);
    const key = keyOf(peer, pushes);
    const seen = accepted === undefined ? this.#seen.find(peer, pushes.project) : null;
    // What is heard while the depot is asked, it need not have known when it answered.
    const heard = this.#allHeard(peer, pushes);
    const chain = this.#checked.get(key)?.copy() ?? this.#empty(pushes);
    await this.#goOn(copy, chain, seen, signal);
    if (seen !== null && !chain.holds(seen.head)) throw storyOf(name, chain.head, seen);
    const statement = ownStatement(peer, pushes);
    if (pushes.head !== undefined && statement === null) throw new UnstatedHeadError(name);
    const found = misfit(chain, heard, accepted ?? seen?.settled ?? 0);
    if (chain.head !== null) {
      const isOpen = copy.shared.open === true;
      // Others are told what was shown here, also where it is not taken for the truth: they compare it, too.
      const said = {
        ...{ isOpen, found },
        ...(statement === null ? {} : { statement }),
        ...(accepted === undefined ? {} : { settled: accepted }),
      };
      await this.#seen.saw(peer, pushes, chain.head, said);
    }
    if (found !== undefined) throw sayingOther(name, this.#nameOf(found.from), chain, found.signed);
    if (chain.head !== null) this.#checked.set(key, chain);
    return chain;
  }

  /** Also what was found out before, though whoever told of it has left. */
  #allHeard(peer: PeerId, pushes: TakesPushes): Heard[] {
    const found = this.#seen.find(peer, pushes.project)?.found;
    const before = found === undefined ? [] : heardFrom(found.from, found.signed, peer, pushes);
    return [...this.#heard(peer, pushes), ...before];
  }

  #isHeardOf(peer: PeerId, pushes: TakesPushes): boolean {
    return this.#allHeard(peer, pushes).length > 0;
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

function keyOf(peer: PeerId, { project, owner }: Pick<TakesPushes, 'project' | 'owner'>): string {
  return `${peer} ${project} ${owner}`;
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
