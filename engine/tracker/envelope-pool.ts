import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Signed } from '../../shared/gtp/tracker.ts';
import { type CheckedEnvelope, holds, SEALING, type Sealing } from './envelopes.ts';

/** What has expired goes as often as that, in milliseconds. */
const CLEANED_EVERY = 10_000;

interface Kept extends CheckedEnvelope {
  readonly fingerprint: string;
  /** How many were taken before, and it. */
  readonly number: number;
  /** It could be opened here: it goes last where there is no room. */
  readonly isMine: boolean;
}

/** The envelopes that a peer knows of, whoever gave them: of each maker's key the newest, within bounds. */
export class EnvelopePool {
  /** By the makers' keys; what was taken longest ago comes first. */
  readonly #kept = new Map<string, Kept>();
  readonly #byShard = new Map<string, Set<Kept>>();
  readonly #fingerprints = new Set<string>();
  readonly #now: () => number;
  readonly #sealing: Sealing;
  #taken = 0;
  #cleanedAt = Number.NEGATIVE_INFINITY;

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
    return sent.flatMap((each) => {
      const fingerprint = this.#sealing.fingerprint(each);
      if (fingerprint === null || this.#fingerprints.has(fingerprint)) return [];
      const checked = this.#sealing.check(each, this.#now());
      if (checked === null) return [];
      const known = this.#kept.get(checked.id);
      // A replay: its maker has said something newer since.
      if (known !== undefined && known.envelope.seq >= checked.envelope.seq) return [];
      if (known !== undefined) this.#remove(known);
      this.#taken += 1;
      const isMine = open(checked);
      const kept = { ...checked, fingerprint, number: this.#taken, isMine };
      const { shard } = checked.envelope;
      this.#kept.set(checked.id, kept);
      this.#byShard.set(shard, (this.#byShard.get(shard) ?? new Set()).add(kept));
      this.#fingerprints.add(fingerprint);
      this.#makeRoom();
      return [{ envelope: checked, isNew: known === undefined }];
    });
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
      for (const { number, signed } of this.#byShard.get(shard) ?? []) {
        if (number > since) found.push(signed);
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
    if (Math.abs(now - this.#cleanedAt) < CLEANED_EVERY) return;
    this.#cleanedAt = now;
    for (const kept of this.#kept.values()) if (!holds(kept.envelope, now)) this.#remove(kept);
  }

  #makeRoom(): void {
    if (this.#kept.size <= LIMITS.envelopesPerDocument) return;
    let goes: Kept | undefined;
    for (const each of this.#kept.values()) {
      goes ??= each;
      if (each.isMine) continue;
      goes = each;
      break;
    }
    if (goes !== undefined) this.#remove(goes);
  }

  #remove(kept: Kept): void {
    const { shard } = kept.envelope;
    this.#kept.delete(kept.id);
    this.#fingerprints.delete(kept.fingerprint);
    const others = this.#byShard.get(shard);
    others?.delete(kept);
    if (others?.size === 0) this.#byShard.delete(shard);
  }
}

function beginningsOf(shard: string): string[] {
  return Array.from({ length: shard.length + 1 }, (_, length) => shard.slice(0, length));
}
