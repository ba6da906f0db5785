import { z } from 'zod';
import type { Vouch } from '../../shared/gtp/manifest.ts';
import { type PeerId, peerIdSchema } from '../../shared/ids.ts';
import { looksAlike } from '../identity/look-alike.ts';
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
  /** The IP address that its last manifest came from; null where that was not written down. */
  host: z.string().nullable().default(null),
});
type PeerRecord = z.infer<typeof peerRecordSchema>;

/**
 * Untrusted peers remembered for their manifest numbers, in all and of one address; those heard of
 * longest ago give way, so that throw-away keys of one computer push out only each other.
 */
const MAX_STRANGERS = { all: 2_000, perHost: 128 };

/** What is remembered of peers from one start to the next. */
export class PeerRecords {
  readonly #file: JsonFile<PeerRecord[]>;
  /** Those met before this start. */
  readonly #known: ReadonlySet<PeerId>;
  /** The file's records by id, made anew whenever those are others. */
  #byId: ReadonlyMap<PeerId, PeerRecord> = new Map();
  #indexed: readonly PeerRecord[] | null = null;

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
    const { value } = this.#file;
    if (this.#indexed !== value) {
      this.#byId = new Map(value.map((record) => [record.id, record]));
      this.#indexed = value;
    }
    return this.#byId.get(id) ?? null;
  }

  isTrusted(id: PeerId): boolean {
    return this.find(id)?.trusted ?? false;
  }

  /** Whether it was met with this key before Shoal was started this time. */
  isKnown(id: PeerId): boolean {
    return this.#known.has(id);
  }

  /** Whether an untrusted peer's name may be taken for that of a trusted one: another key, or another person. */
  looksLikeTrusted(id: PeerId, name: string): boolean {
    return (
      !this.isTrusted(id) &&
      this.trusted.some((record) => record.id !== id && looksAlike(record.name, name))
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

  /** @param from the IP address it came from; left out where somebody else passed it on */
  async sawManifest(
    id: PeerId,
    { name, seq }: Pick<PeerRecord, 'name' | 'seq'>,
    from?: string | null,
  ): Promise<void> {
    const known = this.find(id);
    if (known?.seq === seq && known.name === name) return;
    await this.#put(id, { name, seq, ...(from == null ? {} : { host: from }) });
  }

  async #put(id: PeerId, change: Partial<PeerRecord> & { name: string }): Promise<void> {
    await this.#file.update((records) => {
      const old = records.find((record) => record.id === id);
      const fresh = { trusted: false, seq: 0, vouchedAs: null, metAt: Date.now(), host: null };
      const record = { ...fresh, ...old, ...change, id };
      const others = records.filter((other) => other.id !== id);
      const trusted = others.filter((other) => other.trusted);
      const strangers = others.filter((other) => !other.trusted);
      return [...trusted, ...withRoom(strangers, record.host), record];
    });
  }
}

/** The strangers, without those who give way to one more from this address. */
function withRoom(strangers: readonly PeerRecord[], host: string | null): readonly PeerRecord[] {
  let surplus = strangers.filter((other) => other.host === host).length + 1;
  surplus -= host === null ? MAX_STRANGERS.all : MAX_STRANGERS.perHost;
  const rest = strangers.filter((other) => {
    const goes = surplus > 0 && other.host === host;
    if (goes) surplus -= 1;
    return !goes;
  });
  return rest.slice(-(MAX_STRANGERS.all - 1));
}
