import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Signed } from '../../shared/gtp/tracker.ts';
import { type CheckedEnvelope, checkEnvelope, fingerprintOf, holds } from './envelopes.ts';

interface Kept extends CheckedEnvelope {
  readonly fingerprint: string;
  /** It could be opened here: it goes last where there is no room. */
  readonly isMine: boolean;
}

/** The envelopes that a peer knows of, whoever gave them: of each maker's key the newest, within bounds. */
export class EnvelopePool {
  /** By the makers' keys; what was taken longest ago comes first. */
  readonly #kept = new Map<string, Kept>();
  readonly #fingerprints = new Set<string>();
  readonly #now: () => number;

  /** @param now in milliseconds since the epoch */
  constructor(now: () => number = Date.now) {
    this.#now = now;
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
      const fingerprint = fingerprintOf(each);
      if (fingerprint === null || this.#fingerprints.has(fingerprint)) return [];
      const checked = checkEnvelope(each, this.#now());
      if (checked === null) return [];
      const known = this.#kept.get(checked.id);
      // A replay: its maker has said something newer since.
      if (known !== undefined && known.envelope.seq >= checked.envelope.seq) return [];
      if (known !== undefined) this.#remove(known);
      this.#kept.set(checked.id, { ...checked, fingerprint, isMine: open(checked) });
      this.#fingerprints.add(fingerprint);
      this.#makeRoom();
      return [{ envelope: checked, isNew: known === undefined }];
    });
  }

  /** Those of the parts that are named, as they travel. @param shards the first bits of blinded ids */
  of(shards: readonly string[]): Signed[] {
    this.#forgetExpired();
    const isOf = (shard: string) =>
      shards.some((wanted) => wanted.startsWith(shard) || shard.startsWith(wanted));
    return [...this.#kept.values()]
      .filter(({ envelope }) => isOf(envelope.shard))
      .map(({ signed }) => signed);
  }

  get all(): readonly CheckedEnvelope[] {
    this.#forgetExpired();
    return [...this.#kept.values()];
  }

  #forgetExpired(): void {
    const now = this.#now();
    for (const kept of this.#kept.values()) if (!holds(kept.envelope, now)) this.#remove(kept);
  }

  #makeRoom(): void {
    if (this.#kept.size <= LIMITS.envelopesPerDocument) return;
    const all = [...this.#kept.values()];
    const goes = all.find(({ isMine }) => !isMine) ?? all[0];
    if (goes !== undefined) this.#remove(goes);
  }

  #remove({ id, fingerprint }: Kept): void {
    this.#kept.delete(id);
    this.#fingerprints.delete(fingerprint);
  }
}
