import type { GtpEvent } from '../../shared/gtp/events.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { PeerId } from '../../shared/ids.ts';
import { isExpired } from '../identity/signing.ts';
import type { LastManifest, LastManifests } from './last-manifests.ts';
import type { PeerRecords } from './peer-records.ts';

/**
 * What is passed on of trusted peers. Only manifests that their makers signed for everyone travel this
 * way, so nobody learns what was not meant for them.
 */
export class Relay {
  readonly #records: PeerRecords;
  readonly #lastManifests: LastManifests;
  readonly #isKept: (peer: PeerId) => boolean;

  /** @param isKept of whom a depot keeps heads: they are passed on as those of trusted peers are */
  constructor(
    records: PeerRecords,
    lastManifests: LastManifests,
    isKept: (peer: PeerId) => boolean = () => false,
  ) {
    this.#records = records;
    this.#lastManifests = lastManifests;
    this.#isKept = isKept;
  }

  /** What is passed on at this moment: those that share something first, and of these the newest. */
  get all(): readonly LastManifest[] {
    return this.#candidates.sort(byUse).slice(0, LIMITS.relayedPerPeer);
  }

  /** Those for which there is no room. */
  get leftOut(): number {
    const isKept = (peer: PeerId) => this.#lastManifests.find(peer, 'everyone') !== null;
    const dropped = [...this.#lastManifests.dropped].filter(
      (peer) => this.#records.isTrusted(peer) && !isKept(peer),
    );
    return Math.max(0, this.#candidates.length - LIMITS.relayedPerPeer) + dropped.length;
  }

  get #candidates(): LastManifest[] {
    return this.#lastManifests.all
      .filter(({ manifest }) => manifest.audience === 'everyone')
      .filter(({ manifest: { peer } }) => this.#records.isTrusted(peer) || this.#isKept(peer))
      .filter(({ manifest }) => !isExpired(manifest, Date.now()));
  }

  /** For somebody who begins to listen. */
  get events(): GtpEvent[] {
    return this.all.map(({ manifest }) => relayed(manifest));
  }

  /** The signed manifest, as JSON. */
  find(peer: PeerId): string | null {
    return this.all.find(({ manifest }) => manifest.peer === peer)?.signed ?? null;
  }
}

function byUse(one: LastManifest, other: LastManifest): number {
  const shares = ({ manifest }: LastManifest) => Math.min(1, manifest.repositories.length);
  return shares(other) - shares(one) || other.receivedAt - one.receivedAt;
}

/** Says that a manifest of this peer is passed on here. */
export function relayed({ peer, seq }: { peer: PeerId; seq: number }): GtpEvent {
  return { type: 'relayed', peer, seq };
}
