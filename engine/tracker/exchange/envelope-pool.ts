import { LIMITS } from '../../../shared/gtp/limits.ts';
import type { Announcement, Envelope } from '../../../shared/gtp/tracker.ts';
import type { PeerId, SwarmId } from '../../../shared/ids.ts';
import {
  type CheckedEnvelope,
  holds,
  type ReadEnvelope,
  SEALING,
  type Sealing,
} from '../envelopes.ts';
import { type Kept, KeptByShard } from './kept-by-shard.ts';
import { MetPeers } from './met-peers.ts';

/** What has expired goes as often as that, in milliseconds. */
const CLEANED_EVERY = 10_000;
const MOST = LIMITS.envelopesPerDocument;
/**
 * Of one part, so many at the least that could be opened here, and that could not: more of these than a full tracker
 * is likely to list of it. Of a part that is named with fewer bits, its share of all, as it holds that many more.
 */
const LEAST_SHARE = { mine: 512, others: 128 };
/** How full it is once room was made. */
const LEFT_FULL = 0.9;

/** What an envelope says to those who know its project. */
export interface Opened {
  readonly swarm: SwarmId;
  readonly announcement: Announcement;
}

export interface Taken {
  readonly envelope: CheckedEnvelope;
  /** Nothing was known of its maker. */
  readonly isNew: boolean;
  readonly opened: Opened | null;
}

export interface Taking {
  /** What it says; null if it is for nobody here. */
  readonly open: (envelope: ReadEnvelope) => Opened | null;
  /** Whether one that nobody here can open is kept all the same. */
  readonly isWanted: (envelope: Envelope) => boolean;
  /** Whether a tracker said it. */
  readonly isListed: boolean;
}

/** The envelopes that a peer knows of, whoever gave them: of each maker's key the newest, within bounds. */
export class EnvelopePool {
  /** By the makers' keys. */
  readonly #kept = new Map<string, Kept>();
  readonly #byShard = new KeptByShard();
  readonly #byPeer = new Map<PeerId, readonly Kept[]>();
  readonly #byFingerprint = new Map<string, Kept>();
  readonly #met = new MetPeers();
  readonly #now: () => number;
  readonly #sealing: Sealing;
  #taken = 0;
  #cleanedAt = Number.NEGATIVE_INFINITY;
  /** When the first of them expires, in milliseconds since the epoch. */
  #firstEnds = Number.POSITIVE_INFINITY;

  /** @param now in milliseconds since the epoch */
  constructor(now: () => number = Date.now, sealing = SEALING) {
    this.#now = now;
    this.#sealing = sealing;
  }

  /** Takes what somebody sent. @returns those that were not known, and are kept */
  take(sent: readonly unknown[], { open, isWanted, isListed }: Taking): Taken[] {
    this.#forgetExpired();
    const taken: Taken[] = [];
    for (const each of sent) {
      const fingerprint = this.#sealing.fingerprint(each);
      if (fingerprint === null) continue;
      const same = this.#byFingerprint.get(fingerprint);
      if (same !== undefined) {
        if (isListed && !same.isListed) this.#list(same);
        continue;
      }
      const read = this.#sealing.read(each, this.#now());
      if (read === null) continue;
      // To look whether it is for somebody here takes less time than to look who signed it.
      const opened = open(read);
      if (opened === null && !isWanted(read.envelope)) continue;
      const checked = this.#sealing.check(each, this.#now());
      if (checked === null) continue;
      const known = this.#kept.get(checked.id);
      // A replay: its maker has said something newer since, with this key, or after it was started anew.
      const before = known ?? this.#sameOf(opened);
      if (before !== undefined && before.envelope.seq >= checked.envelope.seq) continue;
      if (before !== undefined) this.#remove(before);
      this.#taken += 1;
      const { swarm = null, announcement } = opened ?? {};
      const peer = announcement?.peer ?? null;
      this.#add({ ...checked, fingerprint, number: this.#taken, swarm, peer, isListed });
      this.#makeRoom({ envelope: checked.envelope, swarm });
      taken.push({ envelope: checked, isNew: before === undefined, opened });
    }
    return taken;
  }

  /** How many were taken so far. */
  get taken(): number {
    return this.#taken;
  }

  /** A peer is connected: what it says of itself may be passed on, as if it had come now. */
  met(peer: PeerId): void {
    if (this.#met.add(peer)) for (const kept of this.#byPeer.get(peer) ?? []) this.#renumber(kept);
  }

  left(peer: PeerId): void {
    this.#met.delete(peer, this.#byPeer.get(peer) ?? []);
  }

  /** The swarms that this peer has said to be in. */
  swarmsOf(peer: PeerId): ReadonlySet<SwarmId> {
    this.#forgetExpired();
    return new Set((this.#byPeer.get(peer) ?? []).flatMap(({ swarm }) => swarm ?? []));
  }

  /**
   * What trackers have listed in the parts that are named.
   * @param shards the first bits of blinded ids
   * @param since what `taken` was: only those that came later
   */
  listed(shards: readonly string[], since = 0): Kept[] {
    this.#forgetExpired();
    return this.#byShard.of(shards, since).filter(({ isListed }) => isListed);
  }

  /** What peers of these swarms have said of themselves that are connected. @param since as for `listed` */
  ofMet(swarms: ReadonlySet<SwarmId>, since = 0): Kept[] {
    this.#forgetExpired();
    return this.#met.of(swarms, since);
  }

  /** There are more swarms than before: looks at those again that nobody here could open. @returns those that are */
  reopen(open: (envelope: ReadEnvelope) => Opened | null): Opened[] {
    this.#forgetExpired();
    return [...this.#kept.values()].flatMap((kept) => {
      const opened = kept.swarm === null ? open(kept) : null;
      if (opened === null) return [];
      this.#remove(kept);
      this.#taken += 1;
      const { swarm, announcement } = opened;
      this.#add({ ...kept, number: this.#taken, swarm, peer: announcement.peer });
      return opened;
    });
  }

  get all(): readonly Kept[] {
    this.#forgetExpired();
    return [...this.#kept.values()];
  }

  /** What a peer has said of the same project on the same day: however many keys it makes, one counts. */
  #sameOf(opened: Opened | null): Kept | undefined {
    if (opened === null) return undefined;
    const { swarm, announcement } = opened;
    const all = this.#byPeer.get(announcement.peer) ?? [];
    return all.find((kept) => kept.swarm === swarm && kept.envelope.day === announcement.day);
  }

  #list(kept: Kept): void {
    kept.isListed = true;
    this.#renumber(kept);
  }

  #renumber(kept: Kept): void {
    this.#byShard.remove(kept);
    this.#met.remove(kept);
    this.#taken += 1;
    kept.number = this.#taken;
    this.#byShard.add(kept);
    this.#met.put(kept);
  }

  #forgetExpired(): void {
    const now = this.#now();
    const since = now - this.#cleanedAt;
    if (Math.abs(since) < CLEANED_EVERY) return;
    this.#cleanedAt = now;
    // Nothing expires before the first does, unless the clock was set back.
    if (since > 0 && now < this.#firstEnds) return;
    this.#firstEnds = Number.POSITIVE_INFINITY;
    for (const kept of this.#kept.values()) {
      if (holds(kept.envelope, now)) this.#firstEnds = Math.min(this.#firstEnds, endOf(kept));
      else this.#remove(kept);
    }
  }

  /** Many go at once: under a flood, to look for each alone would take as long as to check what comes. */
  #makeRoom(of: Pick<Kept, 'envelope' | 'swarm'>): void {
    const among = this.#byShard.alike(of);
    const least = LEAST_SHARE[of.swarm === null ? 'others' : 'mine'];
    const share = Math.max(least, MOST / 2 ** of.envelope.shard.length);
    if (among.length > share) this.#thin(among, Math.ceil(share * (1 - LEFT_FULL)));
    if (this.#kept.size > MOST) this.#thin([...this.#kept.values()], MOST * (1 - LEFT_FULL));
  }

  /** Those go first that nobody here can open, and last those of peers that are connected; of these, the oldest. */
  #thin(among: readonly Kept[], count: number): void {
    const worth = ({ peer }: Kept) => (peer === null ? 0 : this.#met.has(peer) ? 2 : 1);
    const inOrder = among
      .map((kept) => ({ kept, worth: worth(kept) }))
      .sort((one, other) => one.worth - other.worth || one.kept.number - other.kept.number);
    for (const { kept } of inOrder.slice(0, count)) this.#remove(kept);
  }

  #add(kept: Kept): void {
    this.#kept.set(kept.id, kept);
    this.#byFingerprint.set(kept.fingerprint, kept);
    this.#byShard.add(kept);
    this.#met.put(kept);
    const { peer } = kept;
    if (peer !== null) this.#byPeer.set(peer, [...(this.#byPeer.get(peer) ?? []), kept]);
    this.#firstEnds = Math.min(this.#firstEnds, endOf(kept));
  }

  #remove(kept: Kept): void {
    this.#kept.delete(kept.id);
    this.#byFingerprint.delete(kept.fingerprint);
    this.#byShard.remove(kept);
    this.#met.remove(kept);
    const { peer } = kept;
    if (peer === null) return;
    const left = (this.#byPeer.get(peer) ?? []).filter((each) => each !== kept);
    if (left.length > 0) this.#byPeer.set(peer, left);
    else this.#byPeer.delete(peer);
  }
}

function endOf({ envelope: { time, valid } }: Kept): number {
  return (time + valid) * 1_000;
}
