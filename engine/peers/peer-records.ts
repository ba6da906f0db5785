import { z } from 'zod';
import type { Vouch } from '../../shared/gtp/manifest.ts';
import { type PeerId, peerIdSchema } from '../../shared/ids.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';

const peerRecordSchema = z.object({
  id: peerIdSchema,
  name: z.string(),
  trusted: z.boolean(),
  /** The highest manifest number seen: a lower one is a replay. */
  seq: z.int().min(0),
  /** I vouch for it under this name; null if I do not. */
  vouchedAs: z.string().nullable().default(null),
  /** When it was first met, in milliseconds since the epoch; null where that was not written down. */
  metAt: z.int().nullable().default(null),
});
type PeerRecord = z.infer<typeof peerRecordSchema>;

/** Untrusted peers remembered for their manifest numbers; the oldest give way. */
const MAX_STRANGERS = 2_000;

/** What is remembered of peers from one start to the next. */
export class PeerRecords {
  readonly #file: JsonFile<PeerRecord[]>;
  /** Those met before this start. */
  readonly #known: ReadonlySet<PeerId>;

  private constructor(file: JsonFile<PeerRecord[]>) {
    this.#file = file;
    this.#known = new Set(file.value.map(({ id }) => id));
  }

  static async open(folder: DataFolder): Promise<PeerRecords> {
    return new PeerRecords(await folder.openList('peers.json', peerRecordSchema));
  }

  get trusted(): readonly PeerRecord[] {
    return this.#file.value.filter(({ trusted }) => trusted);
  }

  find(id: PeerId): PeerRecord | null {
    return this.#file.value.find((record) => record.id === id) ?? null;
  }

  isTrusted(id: PeerId): boolean {
    return this.find(id)?.trusted ?? false;
  }

  /** Whether it was met with this key before Shoal was started this time. */
  isKnown(id: PeerId): boolean {
    return this.#known.has(id);
  }

  /** Whether an untrusted peer calls itself like one that is trusted: another key, or another person. */
  looksLikeTrusted(id: PeerId, name: string): boolean {
    const wanted = name.toLowerCase();
    return (
      !this.isTrusted(id) &&
      this.trusted.some((record) => record.id !== id && record.name.toLowerCase() === wanted)
    );
  }

  async setTrusted(id: PeerId, name: string, trusted: boolean): Promise<void> {
    // I cannot vouch for whom I do not trust.
    await this.#put(id, { name, trusted, ...(trusted ? {} : { vouchedAs: null }) });
  }

  /** Whom I vouch for. */
  get vouches(): Vouch[] {
    return this.trusted.flatMap(({ id, vouchedAs }) =>
      vouchedAs === null ? [] : [{ peer: id, name: vouchedAs }],
    );
  }

  async setVouched(id: PeerId, name: string, vouched: boolean): Promise<void> {
    await this.#put(id, { name, vouchedAs: vouched ? name : null });
  }

  /** Numbers of manifests that are still here, where those written down may be lost. */
  async restoreNumbers(
    manifests: readonly { peer: PeerId; name: string; seq: number }[],
  ): Promise<void> {
    for (const { peer, name, seq } of manifests) {
      if (seq > (this.find(peer)?.seq ?? 0)) await this.#put(peer, { name, seq });
    }
  }

  async sawManifest(id: PeerId, name: string, seq: number): Promise<void> {
    const known = this.find(id);
    if (known?.seq === seq && known.name === name) return;
    await this.#put(id, { name, seq });
  }

  async #put(id: PeerId, change: Partial<PeerRecord> & { name: string }): Promise<void> {
    await this.#file.update((records) => {
      const old = records.find((record) => record.id === id);
      const fresh = { trusted: false, seq: 0, vouchedAs: null, metAt: Date.now() };
      const record = { ...fresh, ...old, ...change, id };
      const others = records.filter((other) => other.id !== id);
      const trusted = others.filter((other) => other.trusted);
      const strangers = others.filter((other) => !other.trusted).slice(-MAX_STRANGERS);
      return [...trusted, ...strangers, record];
    });
  }
}
