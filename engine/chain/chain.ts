import { LIMITS } from '../../shared/gtp/limits.ts';
import type { ChainHead, Entry, EntryHash, PushEntry, SignedEntry } from '../../shared/gtp/push.ts';
import type { Oid, PeerId, SwarmId } from '../../shared/ids.ts';
import {
  BackdatedEntryError,
  type Blamed,
  ChainFullError,
  ForeignEntryError,
  ForkedEntryError,
  LastOwnerError,
  MisplacedEntryError,
  NotFounderError,
  NothingToRevokeError,
  ReplayedEntryError,
  StaleChangeError,
} from '../errors/chain.ts';
import { hashOfEntry, readEntry } from './entry.ts';
import { byShortId, type NameOf } from './names.ts';
import {
  checkChange,
  checkGrant,
  checkRevocation,
  type Holding,
  isInForce,
  roleAt,
} from './rights.ts';

/** An entry whose maker was allowed to make it, at this place. */
export interface VerifiedEntry {
  readonly entry: Entry;
  readonly hash: EntryHash;
  readonly signed: SignedEntry;
}

/**
 * What a project's signed entries say together: where its branches and tags are, and who may move them. Nothing is
 * in it but what anybody can compute from the entries alone, and each of them was checked.
 */
export class Chain {
  readonly project: SwarmId;
  readonly #owner: PeerId;
  readonly #nameOf: NameOf;
  readonly #entries: VerifiedEntry[];
  readonly #holdings: Map<PeerId, Holding>;
  readonly #refs: Map<string, Oid>;

  /** @param owner who has to have begun it */
  constructor(project: SwarmId, owner: PeerId, nameOf: NameOf = byShortId, from?: Chain) {
    this.project = project;
    this.#owner = owner;
    this.#nameOf = nameOf;
    this.#entries = [...(from?.entries ?? [])];
    this.#holdings = new Map(from?.holdings);
    this.#refs = new Map(from?.refs);
  }

  /**
   * The chain that these entries are.
   * @throws ChainError for the first one that is wrong
   */
  static verify(
    project: SwarmId,
    owner: PeerId,
    entries: Iterable<SignedEntry>,
    nameOf?: NameOf,
  ): Chain {
    const chain = new Chain(project, owner, nameOf);
    for (const each of entries) chain.append(each);
    return chain;
  }

  /** One that goes on by itself. */
  copy(): Chain {
    return new Chain(this.project, this.#owner, this.#nameOf, this);
  }

  get entries(): readonly VerifiedEntry[] {
    return this.#entries;
  }

  /** Null before the first entry. */
  get head(): ChainHead | null {
    const last = this.#entries.at(-1);
    return last === undefined ? null : { seq: last.entry.seq, hash: last.hash };
  }

  /** Seconds since the epoch: no later entry may have an earlier time. */
  get time(): number {
    return this.#entries.at(-1)?.entry.time ?? 0;
  }

  get refs(): ReadonlyMap<string, Oid> {
    return this.#refs;
  }

  get holdings(): ReadonlyMap<PeerId, Holding> {
    return this.#holdings;
  }

  /** Whether this is what it holds at that place. */
  holds({ seq, hash }: ChainHead): boolean {
    return this.#entries[seq - 1]?.hash === hash;
  }

  /** What every next entry has to say beside what it is for. @param time seconds since the epoch */
  next(peer: PeerId, time: number) {
    return {
      ...({ type: 'gtp-push', v: 2, project: this.project, peer } as const),
      seq: this.#entries.length + 1,
      previous: this.head?.hash ?? null,
      time: Math.max(time, this.time),
    };
  }

  /**
   * @param now as of `check`
   * @throws ChainError, and nothing has changed then
   */
  append(signed: SignedEntry, now?: number): VerifiedEntry {
    const verified = this.check(signed, now);
    const { entry } = verified;
    this.#entries.push(verified);
    if (entry.act === 'push') this.#move(entry);
    if (entry.act === 'grant') {
      const { to, role, expires = null } = entry;
      this.#holdings.set(to, { role, expires, isRevoked: false });
    }
    if (entry.act === 'revoke') {
      const before = this.#holdings.get(entry.from);
      if (before !== undefined) this.#holdings.set(entry.from, { ...before, isRevoked: true });
    }
    return verified;
  }

  /**
   * Whether this may come next.
   * @param now for who takes an entry as it is made: by this clock, too, its maker's role must not have expired; in
   * seconds since the epoch
   * @throws ChainError
   */
  check(signed: SignedEntry, now = 0): VerifiedEntry {
    const entry = readEntry(signed, this.#entries.length + 1, this.#nameOf);
    const hash = hashOfEntry(signed);
    const blamed = { seq: entry.seq, peer: entry.peer, name: this.#nameOf(entry.peer) };
    if (entry.project !== this.project) throw new ForeignEntryError(blamed);
    this.#checkPlace(entry, hash, blamed);
    if (entry.seq > LIMITS.entriesPerChain) throw new ChainFullError(blamed);
    if (entry.time < this.time) throw new BackdatedEntryError(blamed);
    if (entry.seq === 1) this.#checkFounding(entry, blamed);
    else this.#checkRights(entry, blamed, now);
    return { entry, hash, signed };
  }

  #checkPlace({ seq, previous }: Entry, hash: EntryHash, blamed: Blamed): void {
    const expected = this.#entries.length + 1;
    const there = this.#entries[seq - 1];
    if (there?.hash === hash) throw new ReplayedEntryError(blamed);
    const follows = this.#entries[seq - 2]?.hash ?? null;
    // It follows on what is here, and something else does, too.
    if (there !== undefined && previous === follows) throw new ForkedEntryError(blamed);
    if (seq !== expected || previous !== follows) throw new MisplacedEntryError(blamed, expected);
  }

  #checkFounding(entry: Entry, blamed: Blamed): void {
    if (entry.peer !== this.#owner) throw new NotFounderError(blamed);
    const isOwn = entry.act === 'grant' && entry.to === entry.peer && entry.role.role === 'owner';
    if (!isOwn || entry.expires !== undefined) throw new NotFounderError(blamed);
  }

  #checkRights(entry: Entry, blamed: Blamed, now: number): void {
    const role = roleAt(this.#holdings.get(entry.peer), Math.max(entry.time, now), blamed);
    if (entry.act === 'push') {
      for (const change of entry.changes) {
        checkChange(role, change, blamed);
        const isStale = (this.#refs.get(change.ref) ?? null) !== change.old;
        if (isStale) throw new StaleChangeError(blamed, change.ref);
      }
      if (this.#refs.size + entry.changes.length > LIMITS.headsPerRepository) {
        throw new ChainFullError(blamed);
      }
      return;
    }
    const other = entry.act === 'grant' ? entry.to : entry.from;
    const held = this.#holdings.get(other);
    const before = isInForce(held, entry.time) ? held.role : null;
    if (entry.act === 'grant') {
      checkGrant(role, entry.role, before, blamed);
      const stays = entry.role.role === 'owner' && entry.expires === undefined;
      if (!stays) this.#checkOwners(other, blamed);
      return;
    }
    if (before === null) throw new NothingToRevokeError(blamed);
    checkRevocation(role, before, other === entry.peer, blamed);
    this.#checkOwners(other, blamed);
  }

  /** @throws LastOwnerError unless somebody else is one for good */
  #checkOwners(leaving: PeerId, blamed: Blamed): void {
    const isOwner = ({ role, expires, isRevoked }: Holding) =>
      role.role === 'owner' && expires === null && !isRevoked;
    const left = [...this.#holdings].filter(([peer, held]) => peer !== leaving && isOwner(held));
    if (left.length === 0) throw new LastOwnerError(blamed);
  }

  #move({ changes }: PushEntry): void {
    for (const { ref, new: value } of changes) {
      if (value === null) this.#refs.delete(ref);
      else this.#refs.set(ref, value);
    }
  }
}
