import type { Trust } from '../../shared/api/state.ts';
import type { Vouch } from '../../shared/gtp/manifest.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { PeerRecords } from './peer-records.ts';

/** Who vouches for whom, and how far each peer is trusted by that. */
export class Vouching {
  readonly #records: PeerRecords;
  readonly #vouchesOf: (peer: PeerId) => readonly Vouch[];
  /** For whom each peer vouched when that was last shown. */
  readonly #shown = new Map<PeerId, ReadonlySet<PeerId>>();

  /** @param vouchesOf as a peer stated them last; none once they are out of date */
  constructor(records: PeerRecords, vouchesOf: (peer: PeerId) => readonly Vouch[]) {
    this.#records = records;
    this.#vouchesOf = vouchesOf;
  }

  /** The trusted peers who say that they compared this peer's words, when it went by this name. */
  vouchersOf(id: PeerId, name: string): PeerId[] {
    const isFor = (vouch: Vouch) => vouch.peer === id && vouch.name === name;
    return this.#records.trusted
      .map((record) => record.id)
      .filter((by) => by !== id && this.#vouchesOf(by).some(isFor));
  }

  trustIn(id: PeerId, name: string): Trust {
    if (this.#records.isTrusted(id)) return 'trusted';
    if (this.#records.looksLikeTrusted(id, name)) return 'changed';
    if (this.vouchersOf(id, name).length > 0) return 'vouched';
    return this.#records.isKnown(id) ? 'known' : 'new';
  }

  /** What this peer states has changed. @returns for whom it vouches, or has vouched until now */
  changed(by: PeerId): Set<PeerId> {
    const before = this.#shown.get(by) ?? [];
    // Those whom I do not trust vouch for nobody.
    const vouches = this.#records.isTrusted(by) ? this.#vouchesOf(by) : [];
    const vouched = new Set(vouches.map(({ peer }) => peer));
    if (vouched.size > 0) this.#shown.set(by, vouched);
    else this.#shown.delete(by);
    return new Set([...before, ...vouched]);
  }
}
