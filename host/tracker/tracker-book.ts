import {
  byNothingKnown,
  type CheckedEnvelope,
  holds,
  SEALING,
  type Sealing,
} from '../../engine/tracker/envelopes.ts';
import { firstFitting } from '../../engine/tracker/fitting.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { EntriesByHost } from './entries-by-host.ts';
import { ListPart } from './list-part.ts';

/** Envelopes that are kept: in all, and of one address. */
const MOST = { all: 20_000, perHost: 2_000 };
/** In how many seconds a new announcement is to be renewed, and one that always was. */
const EXPIRES = { first: 60, most: 1_800 };
/** By how much all that is stretched under the greatest load. */
const STRETCHED = 4;
/** How late a renewal may be, in times of what was told. */
const GRACE = 2;
/** How many envelopes a part has, more or less, so that nobody can tell what of it is meant. */
const PER_PART = { least: 128, most: 256 };
/** What a part may hold; something is left for what is told besides. */
const ROOM = { count: LIMITS.envelopesPerDocument, bytes: LIMITS.documentBytes - 4 * 1024 };
/** What has changed is told after so many milliseconds. */
const FRESH = 2_000;

/** What has expired goes as often as that, in milliseconds. */
const CLEANED_EVERY = 1_000;

interface Entry extends CheckedEnvelope {
  /** The address that it came from. */
  readonly host: string;
  /** When it goes unless it is renewed, in milliseconds since the epoch. */
  readonly until: number;
  /** In how many seconds it is to be renewed. */
  readonly expires: number;
}

interface KnownPart {
  readonly part: ListPart;
  readonly at: number;
  readonly version: number;
}

/** What a tracker knows: signed envelopes that it cannot open, within bounds. */
export class TrackerBook {
  readonly #entries = new Map<string, Entry>();
  readonly #byHost = new EntriesByHost<Entry>();
  readonly #byShard = new Map<string, Set<Entry>>();
  readonly #parts = new Map<string, KnownPart>();
  readonly #now: () => number;
  readonly #sealing: Sealing;
  #bits = 0;
  #version = 0;
  #cleanedAt = Number.NEGATIVE_INFINITY;
  /** Before that, nothing expires. */
  #firstEnds = Number.POSITIVE_INFINITY;

  /** @param now in milliseconds since the epoch */
  constructor(now: () => number = Date.now, sealing = SEALING) {
    this.#now = now;
    this.#sealing = sealing;
  }

  get size(): number {
    return this.#entries.size;
  }

  get bits(): number {
    return this.#bits;
  }

  /**
   * Takes what somebody announces. What is unsigned, expired or older than what is known is passed over.
   * @param load how busy the tracker is, from 0 to 1
   * @returns in how many seconds to announce again
   */
  announce(host: string, sent: readonly unknown[], load: number): number {
    this.#forgetExpired();
    const now = this.#now();
    const times = sent.flatMap((each) => {
      const checked = this.#sealing.check(each, now);
      // Without enough bits it would stand in many parts.
      if (checked === null || checked.envelope.shard.length < this.#bits - 1) return [];
      return this.#put(host, checked, now) ?? [];
    });
    this.#chooseBits();
    const expires = times.length === 0 ? EXPIRES.first : Math.min(...times);
    return Math.round(expires * (1 + (STRETCHED - 1) * Math.min(1, Math.max(0, load))));
  }

  /** A part of the list. @param shard the first bits that are wanted */
  part(shard: string, load: number): ListPart {
    const now = this.#now();
    this.#forgetExpired();
    const key = this.#bits === 0 ? '' : shard;
    const known = this.#parts.get(key);
    // A short list is soon made anew.
    const isRecent = (at: number) => this.#entries.size > PER_PART.most && now - at < FRESH;
    const isFresh = known !== undefined && (known.version === this.#version || isRecent(known.at));
    if (isFresh) return known.part;
    const isWhole = this.#bits === 0;
    const all = [...this.#byShard]
      .filter(([other]) => isWhole || (key !== '' && matches(other, key)))
      .flatMap(([, entries]) => [...entries]);
    // A list that is longer than it may be is read by nobody.
    const envelopes = firstFitting(all, ({ size }) => size, ROOM)
      .map(({ signed }) => signed)
      .sort(byNothingKnown);
    const expires = Math.round(EXPIRES.first * (1 + (STRETCHED - 1) * load));
    const part = new ListPart({ bits: this.#bits, expires, envelopes });
    this.#parts.set(key, { part, at: now, version: this.#version });
    return part;
  }

  #forgetExpired(): void {
    const now = this.#now();
    if (now - this.#cleanedAt < CLEANED_EVERY || now < this.#firstEnds) return;
    this.#cleanedAt = now;
    this.#firstEnds = Number.POSITIVE_INFINITY;
    for (const entry of this.#entries.values()) {
      if (entry.until <= now || !holds(entry.envelope, now)) this.#remove(entry);
      else this.#firstEnds = Math.min(this.#firstEnds, endOf(entry));
    }
  }

  /** @returns in how many seconds it is to be renewed; null if it was not taken */
  #put(host: string, checked: CheckedEnvelope, now: number): number | null {
    const known = this.#entries.get(checked.id);
    if (known !== undefined && known.envelope.seq > checked.envelope.seq) return null;
    // It was renewed in time: it is likely to stay.
    const expires = known === undefined ? EXPIRES.first : Math.min(EXPIRES.most, known.expires * 2);
    if (known !== undefined) this.#remove(known);
    this.#makeRoom(host);
    const until = now + expires * STRETCHED * GRACE * 1_000;
    const entry = { ...checked, host, until, expires };
    const { shard } = checked.envelope;
    this.#entries.set(checked.id, entry);
    this.#firstEnds = Math.min(this.#firstEnds, endOf(entry));
    this.#byShard.set(shard, (this.#byShard.get(shard) ?? new Set()).add(entry));
    this.#byHost.add(entry);
    if (known?.envelope.seq !== checked.envelope.seq) this.#version += 1;
    return expires;
  }

  /** Who has most gives way to others. */
  #makeRoom(host: string): void {
    const isFull = this.#byHost.sizeOf(host) >= MOST.perHost;
    if (!isFull && this.#entries.size < MOST.all) return;
    const goes = isFull ? this.#byHost.oldestOf(host) : this.#byHost.oldestOfFullest();
    if (goes !== undefined) this.#remove(goes);
  }

  #remove(entry: Entry): void {
    this.#entries.delete(entry.id);
    const { shard } = entry.envelope;
    const others = this.#byShard.get(shard);
    others?.delete(entry);
    if (others?.size === 0) this.#byShard.delete(shard);
    this.#byHost.remove(entry);
    this.#version += 1;
  }

  /** As few as leave a part small; fewer only when there is reason to, so that they do not change all the time. */
  #chooseBits(): void {
    const perPart = (bits: number) => this.#entries.size / 2 ** bits;
    const before = this.#bits;
    while (this.#bits < LIMITS.shardBits && perPart(this.#bits) > PER_PART.most) this.#bits += 1;
    while (this.#bits > 0 && perPart(this.#bits - 1) < PER_PART.least) this.#bits -= 1;
    if (this.#bits !== before) this.#parts.clear();
  }
}

/** When it goes unless it is renewed, in milliseconds since the epoch. */
function endOf({ until, envelope: { time, valid } }: Entry): number {
  return Math.min(until, (time + valid) * 1_000);
}

function matches(shard: string, wanted: string): boolean {
  return shard.startsWith(wanted) || wanted.startsWith(shard);
}
