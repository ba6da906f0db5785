import { LRUCache } from 'lru-cache';
import type { ChainHead, TakesPushes } from '../../shared/gtp/push.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import { Chain } from '../chain/chain.ts';
import { hashOfEntry } from '../chain/entry.ts';
import type { NameOf } from '../chain/names.ts';
import { projectsOf } from '../chain/projects-of.ts';
import type { SeenChains } from '../chain/seen-chains.ts';
import { ChainError } from '../errors/chain.ts';
import { ProtocolError } from '../errors/peer-failures.ts';
import {
  DepotBehindError,
  DivergedDepotsError,
  NotADepotError,
  OtherStoryError,
  UnprovenChainError,
  UnprovenRefError,
  UnstatedHeadError,
} from '../errors/pushing.ts';
import { compareStories, isLess, refsAt, storyOf } from './compare-stories.ts';
import { askChain } from './depot-line.ts';
import {
  type About,
  type Heard,
  heardFrom,
  latestOf,
  misfit,
  ownStatement,
  sayingOther,
} from './heard-statements.ts';
import { heardBefore, type KnownOfChains, type Missing, missingChains } from './missing-chains.ts';

/** Chains that are kept as they were checked, so that only what is new has to be. */
const KEPT = 32;

/** So much later than its chain a depot's list may come that says the same, in milliseconds. */
const LATE = 60_000;

/** Of a chain that is not there any more. */
const NOTHING_SAID = { statement: undefined, found: undefined };

export interface DepotChainsParts extends KnownOfChains {
  readonly nameOf: NameOf;
  readonly isHere: (peer: PeerId) => boolean;
  /** Of which depots and projects others tell something. */
  readonly told: () => ReadonlyMap<unknown, ReadonlySet<unknown>>;
}

/** What depots show of their chains, checked, and compared with what they showed before, and to others. */
export class DepotChains {
  readonly #parts: DepotChainsParts;
  readonly #seen: SeenChains;
  readonly #checked = new LRUCache<string, Chain>({ max: KEPT });

  constructor(parts: DepotChainsParts) {
    this.#parts = parts;
    this.#seen = parts.seen;
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
    let gone: About | null = null;
    for (const { about } of this.#missing(copy)) {
      const settled = latestOf(this.#allHeard(peer, about));
      await this.#seen.saw(peer, about, null, { settled, ...NOTHING_SAID });
      gone ??= about;
    }
    if (pushes === undefined) {
      if (gone === null) throw new NotADepotError(copy.peer.name);
      return this.#empty(gone);
    }
    const own = heardFrom(peer, pushes.statement, peer, pushes);
    const settled = latestOf([...this.#allHeard(peer, pushes), ...own]);
    this.#checked.delete(keyOf(peer, pushes));
    return this.#look(copy, signal, settled);
  }

  /**
   * What else than what it shows says whether a depot is to be believed: what others say that is not in its chain as it was looked
   * at last, and what the user has accepted. Where this changes, it has to be looked at again.
   */
  besides(copy: RemoteCopy): { doubts: string[]; settled: number; isLate: boolean } {
    const { pushes } = copy.shared;
    const { id: peer } = copy.peer;
    const missed = this.#missing(copy).map(({ about }) => `${about.project} ${about.owner}`);
    if (pushes === undefined) return { doubts: missed, settled: 0, isLate: false };
    const chain = this.#checked.get(keyOf(peer, pushes));
    const seen = this.#seen.find(peer, pushes);
    const settled = seen?.settled ?? 0;
    const doubts = this.#allHeard(peer, pushes)
      .filter(({ head, time }) => {
        if (time <= settled) return false;
        return chain === undefined ? head.hash !== seen?.head?.hash : !chain.holds(head);
      })
      .map(({ signed }) => signed.signature);
    return { doubts: [...missed, ...doubts], settled, isLate: this.lateFor(copy) > 0 };
  }

  /** Whether a copy shows nothing of a chain that its depot is known to have. */
  isSilent(copy: RemoteCopy): boolean {
    return copy.shared.pushes === undefined && this.#missing(copy).length > 0;
  }

  /** Those among copies that take pushes, or should. */
  ofDepots(copies: readonly RemoteCopy[]): RemoteCopy[] {
    // Nearly all copies are of nobody who ever kept a depot: what others tell is gathered only where there are some.
    const told = copies.length === 0 ? new Map() : this.#parts.told();
    return copies.filter((copy) => {
      const { peer, shared } = copy;
      if (shared.pushes !== undefined) return true;
      const isKnown = projectsOf(shared).some(
        (project) =>
          told.get(peer.id)?.has(project) || this.#seen.ofDepot(peer.id, project).length > 0,
      );
      return isKnown && this.isSilent(copy);
    });
  }

  /** So long, in milliseconds, what a depot shows may be of before its chain was looked at; 0 where it shows as much. */
  lateFor({ peer, shared }: RemoteCopy): number {
    const seen = shared.pushes === undefined ? null : this.#seen.find(peer.id, shared.pushes);
    if (seen === null || !isLess(shared.pushes?.head ?? null, seen.head)) return 0;
    return this.#parts.isHere(peer.id) ? Math.max(0, seen.at + LATE - Date.now()) : 0;
  }

  /**
   * Whether a push may go on from here: where another depot was seen to be further, it would begin a second story.
   * @throws DepotBehindError, DivergedDepotsError
   */
  checkFurthest({ peer, shared }: RemoteCopy, chain: Chain): void {
    if (shared.pushes === undefined) return;
    const { project, owner } = shared.pushes;
    for (const seen of this.#seen.of(project, owner)) {
      if (seen.head === null || chain.holds(seen.head)) continue;
      const other = this.#parts.nameOf(seen.peer);
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
    const { pushes } = copy.shared;
    const { id: peer, name } = copy.peer;
    await this.#missNone(copy);
    if (pushes === undefined) return;
    const { head = null, at = 0 } = this.#seen.find(peer, pushes) ?? {};
    const shown = pushes.head ?? null;
    // Its chain may have been looked at since it sent the list that is at hand.
    if (head !== null && isLess(shown, head) && this.lateFor(copy) === 0) {
      throw storyOf(name, shown, head, at);
    }
    // One that shows nothing may have shown others something.
    const isNothing = shown === null && head === null && !this.#isHeardOf(peer, pushes);
    if (isNothing || !this.#parts.isHere(peer)) return;
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
    if (accepted === undefined) await this.#missNone(copy);
    if (pushes === undefined) throw new NotADepotError(name);
    const key = keyOf(peer, pushes);
    const known = accepted === undefined ? this.#seen.find(peer, pushes) : null;
    const seen = known?.head == null ? null : { head: known.head, at: known.at };
    // What is heard while the depot is asked, it need not have known when it answered.
    const heard = this.#allHeard(peer, pushes);
    const chain = this.#checked.get(key)?.copy() ?? this.#empty(pushes);
    await this.#goOn(copy, chain, seen, signal);
    if (seen !== null && !chain.holds(seen.head))
      throw storyOf(name, chain.head, seen.head, seen.at);
    const statement = ownStatement(peer, pushes);
    if (pushes.head !== undefined && statement === null) throw new UnstatedHeadError(name);
    const found = misfit(chain, heard, accepted ?? known?.settled ?? 0);
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
    if (chain.head === null && accepted !== undefined) {
      await this.#seen.saw(peer, pushes, null, { settled: accepted, ...NOTHING_SAID });
    }
    if (found !== undefined) {
      const from = this.#parts.nameOf(found.from);
      throw sayingOther(name, from, chain.entries.length, found.signed);
    }
    if (chain.head !== null) this.#checked.set(key, chain);
    return chain;
  }

  /**
   * Before anything is believed of a copy whose depot has shown a chain.
   * @throws DepotLiesError
   */
  async #missNone(copy: RemoteCopy): Promise<void> {
    const [missing] = this.#missing(copy);
    if (missing === undefined) return;
    const { id: peer, name } = copy.peer;
    if (missing.by === 'seen') throw storyOf(name, null, missing.head, missing.at);
    const { from, signed } = missing.heard;
    await this.#seen.saw(peer, missing.about, null, { found: { from, signed } });
    throw sayingOther(name, this.#parts.nameOf(from), 0, signed);
  }

  #missing({ peer, shared }: RemoteCopy): Missing[] {
    return [...missingChains(peer.id, shared, this.#parts)];
  }

  /** Also what was found out before, though whoever told of it has left. */
  #allHeard(peer: PeerId, about: About): Heard[] {
    const seen = this.#seen.find(peer, about);
    const before = seen === null ? [] : heardBefore(peer, seen);
    return [...this.#parts.heard(peer, about), ...before];
  }

  #isHeardOf(peer: PeerId, pushes: About): boolean {
    return this.#allHeard(peer, pushes).length > 0;
  }

  #empty({ project, owner }: About): Chain {
    return new Chain(project, owner, this.#parts.nameOf);
  }

  /** Asks for what follows on the last known entry, and for that itself: it has to be what it was. */
  async #goOn(
    copy: RemoteCopy,
    chain: Chain,
    seen: { readonly head: ChainHead; readonly at: number } | null,
    signal: AbortSignal,
  ): Promise<void> {
    const { name } = copy.peer;
    for (;;) {
      const before = chain.head;
      const { entries, head } = await askChain(copy, before?.seq ?? 1, signal);
      const [first, ...rest] = entries;
      const isSame = before === null || (first !== undefined && hashOfEntry(first) === before.hash);
      if (!isSame) throw storyOf(name, head, seen?.head ?? before, seen?.at ?? Date.now());
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

function keyOf(peer: PeerId, { project, owner }: Pick<TakesPushes, 'project' | 'owner'>): string {
  return `${peer} ${project} ${owner}`;
}
