import { LRUCache } from 'lru-cache';
import { LIMITS } from '../../../shared/gtp/limits.ts';
import type { Envelope, Exchange, Signed } from '../../../shared/gtp/tracker.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { upTo } from '../../../shared/up-to.ts';
import type { CheckedEnvelope, Sealing } from '../envelopes.ts';

/** Whose announcements are told for them. */
const MOST_HANDED = 256;

/** What somebody nearby wants told and asked for. */
interface Handed {
  readonly envelopes: readonly Signed[];
  readonly shards: readonly string[];
}

/** What those nearby want told for them and asked for, by who asks a tracker for all. */
export class HandedOver {
  readonly #handed = new LRUCache<PeerId, Handed>(upTo(MOST_HANDED));
  /** Parts that somebody nearby wants, and nobody wanted before. */
  readonly #awaited = new Set<string>();
  readonly #sealing: Sealing;
  #shards: readonly string[] | null = null;

  constructor(sealing: Sealing) {
    this.#sealing = sealing;
  }

  /**
   * Somebody nearby asks.
   * @param wanted the parts that are asked for anyhow
   * @param now in milliseconds since the epoch
   * @returns whether there is something to tell that was not there before, and something to ask for
   */
  take(
    peer: PeerId,
    { envelopes, shards }: Exchange,
    { wanted, now }: { readonly wanted: ReadonlySet<string>; readonly now: number },
  ): { readonly isTold: boolean; readonly isAsked: boolean } {
    const known = new Map(this.#handed.get(peer)?.envelopes.map((each) => [each.signature, each]));
    const keys = new Set([...known.values()].map(({ key }) => key));
    const kept = envelopes.slice(0, LIMITS.projectsAnnounced).flatMap((each) => {
      // What is as it was need not be checked again.
      const before = known.get(signatureOf(each));
      if (before !== undefined && JSON.stringify(before) === JSON.stringify(each)) return before;
      return this.#sealing.check(each, now)?.signed ?? [];
    });
    const awaited = shards.filter((shard) => !wanted.has(shard));
    for (const shard of awaited) this.#awaited.add(shard);
    this.#handed.set(peer, { envelopes: kept, shards });
    this.#shards = null;
    return { isTold: kept.some(({ key }) => !keys.has(key)), isAsked: awaited.length > 0 };
  }

  get envelopes(): readonly Signed[] {
    return [...this.#handed.values()].flatMap(({ envelopes }) => envelopes);
  }

  get shards(): readonly string[] {
    this.#shards ??= [...new Set([...this.#handed.values()].flatMap(({ shards }) => shards))];
    return this.#shards;
  }

  /** Whether somebody wants what is in these parts, of an envelope each. */
  get isWanted(): (envelope: Envelope) => boolean {
    const { shards } = this;
    const answers = new Map<string, boolean>();
    return ({ shard }) => {
      const known = answers.get(shard);
      if (known !== undefined) return known;
      const isWanted = shards.some((each) => each.startsWith(shard) || shard.startsWith(each));
      answers.set(shard, isWanted);
      return isWanted;
    };
  }

  /** @returns whether something was awaited of what has come */
  came(added: readonly CheckedEnvelope[]): boolean {
    if (this.#awaited.size === 0) return false;
    const come = [...this.#awaited].filter((awaited) =>
      added.some(({ envelope }) => awaited.startsWith(envelope.shard)),
    );
    for (const shard of come) this.#awaited.delete(shard);
    return come.length > 0;
  }

  /** Somebody has left: what it wanted is nobody's wish any more. */
  left(peer: PeerId): void {
    if (this.#handed.delete(peer)) this.#shards = null;
  }
}

function signatureOf(sent: unknown): string {
  const isSigned = typeof sent === 'object' && sent !== null && 'signature' in sent;
  return isSigned ? String(sent.signature) : '';
}
