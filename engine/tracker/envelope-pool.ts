import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Envelope, Signed } from '../../shared/gtp/tracker.ts';
import { type CheckedEnvelope, holds, SEALING, type Sealing } from './envelopes.ts';

/** What has expired goes as often as that, in milliseconds. */
const CLEANED_EVERY = 10_000;
const MOST = LIMITS.envelopesPerDocument;
/**
 * Of one part, so many at the least that nobody here can open: more than a full tracker is likely to list of it. Of a
 * part that is named with fewer bits, its share of all, as it holds that many more.
 */
const LEAST_SHARE = 128;
/** How full it is once room was made. */
const LEFT_FULL = 0.9;

interface Kept extends CheckedEnvelope {
  readonly fingerprint: string;
  /** How many were taken before, and it. */
  readonly number: number;
  /** It could be opened here: it goes last where there is no room. */
  readonly isMine: boolean;
}

/** Those of one part, by their numbers. */
interface ShardKept {
  readonly mine: Kept[];
  readonly others: Kept[];
}

/** The envelopes that a peer knows of, whoever gave them: of each maker's key the newest, within bounds. */
export class EnvelopePool {
  /** By the makers' keys; what was taken longest ago comes first. */
  readonly #kept = new Map<string, Kept>();
  readonly #byShard = new Map<string, ShardKept>();
  readonly #fingerprints = new Set<string>();
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

  /**
   * Takes what somebody sent.
   * @param open whether somebody here can open it
   * @returns those that were not known; `isNew` where nothing was known of their makers
   */
  take(
    sent: readonly unknown[],
    open: (envelope: CheckedEnvelope) => boolean,
  ): { readonly envelope: CheckedEnvelope; readonly isNew: boolean }[] {
    this.#forgetExpired();
    const taken: { readonly envelope: CheckedEnvelope; readonly isNew: boolean }[] = [];
    for (const each of sent) {
      const fingerprint = this.#sealing.fingerprint(each);
      if (fingerprint === null || this.#fingerprints.has(fingerprint)) continue;
      const checked = this.#sealing.check(each, this.#now());
      if (checked === null) continue;
      const known = this.#kept.get(checked.id);
      // A replay: its maker has said something newer since.
      if (known !== undefined && known.envelope.seq >= checked.envelope.seq) continue;
      if (known !== undefined) this.#remove(known);
      this.#taken += 1;
      const isMine = open(checked);
      const kept = { ...checked, fingerprint, number: this.#taken, isMine };
      const { shard } = checked.envelope;
      this.#kept.set(checked.id, kept);
      this.#shardOf(shard)[isMine ? 'mine' : 'others'].push(kept);
      this.#fingerprints.add(fingerprint);
      this.#firstEnds = Math.min(this.#firstEnds, endOf(kept));
      this.#makeRoom(checked.envelope);
      taken.push({ envelope: checked, isNew: known === undefined });
    }
    return taken;
  }

  /** How many were taken so far. */
  get taken(): number {
    return this.#taken;
  }

  /**
   * Those of the parts that are named, as they travel.
   * @param shards the first bits of blinded ids
   * @param since what `taken` was: only those that came later
   */
  of(shards: readonly string[], since = 0): Signed[] {
    this.#forgetExpired();
    const beginnings = new Set(shards.flatMap(beginningsOf));
    // Those that tell more bits than are asked for.
    const longer = [...this.#byShard.keys()].filter((shard) =>
      shards.some((wanted) => wanted.length < shard.length && shard.startsWith(wanted)),
    );
    const found: Signed[] = [];
    for (const shard of new Set([...beginnings, ...longer])) {
      const known = this.#byShard.get(shard);
      for (const each of [known?.mine ?? [], known?.others ?? []]) {
        for (let at = placeAfter(each, since); at < each.length; at += 1) {
          found.push((each[at] as Kept).signed);
        }
      }
    }
    return found;
  }

  get all(): readonly CheckedEnvelope[] {
    this.#forgetExpired();
    return [...this.#kept.values()];
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
  #makeRoom({ shard }: Envelope): void {
    const { others } = this.#shardOf(shard);
    const share = Math.max(LEAST_SHARE, MOST / 2 ** shard.length);
    if (others.length > share) {
      for (const each of others.slice(0, Math.ceil(share * (1 - LEFT_FULL)))) this.#remove(each);
    }
    if (this.#kept.size <= MOST) return;
    const all = [...this.#kept.values()];
    const inOrder = [...all.filter(({ isMine }) => !isMine), ...all.filter(({ isMine }) => isMine)];
    for (const each of inOrder.slice(0, MOST * (1 - LEFT_FULL))) this.#remove(each);
  }

  #shardOf(shard: string): ShardKept {
    const known = this.#byShard.get(shard) ?? { mine: [], others: [] };
    this.#byShard.set(shard, known);
    return known;
  }

  #remove(kept: Kept): void {
    const { shard } = kept.envelope;
    this.#kept.delete(kept.id);
    this.#fingerprints.delete(kept.fingerprint);
    const { mine, others } = this.#shardOf(shard);
    const among = kept.isMine ? mine : others;
    among.splice(placeAfter(among, kept.number - 1), 1);
    if (mine.length + others.length === 0) this.#byShard.delete(shard);
  }
}

function endOf({ envelope: { time, valid } }: Kept): number {
  return (time + valid) * 1_000;
}

/** Where those begin that were taken after so many. */
function placeAfter(kept: readonly Kept[], number: number): number {
  let [from, until] = [0, kept.length];
  while (from < until) {
    const middle = (from + until) >> 1;
    if ((kept[middle] as Kept).number > number) until = middle;
    else from = middle + 1;
  }
  return from;
}

function beginningsOf(shard: string): string[] {
  return Array.from({ length: shard.length + 1 }, (_, length) => shard.slice(0, length));
}
