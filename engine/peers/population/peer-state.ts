import type { Peer as PeerState } from '../../../shared/api/state.ts';
import { theirListLeftOut } from '../../../shared/domain/left-out.ts';
import { wordsOf } from '../../identity/peer-id.ts';
import type { LastKnown } from '../last-known.ts';
import type { Peer } from '../peer.ts';
import type { PeerRecords } from '../peer-records.ts';
import type { Vouching } from '../vouching.ts';

interface Known {
  readonly name: string;
  readonly record: ReturnType<PeerRecords['find']>;
  /** What it shared when it was last here; null while it is connected, or where that is not known. */
  readonly last: LastKnown | null;
  readonly vouching: Vouching;
}

/** A peer as it is shown. */
export function peerState(peer: Peer, { name, record, last, vouching }: Known): PeerState {
  const { id, presence, problem, manifest } = peer;
  return {
    id,
    name,
    words: wordsOf(id),
    trust: vouching.trustIn(id, name),
    metAt: record?.metAt ?? null,
    vouchedBy: vouching.vouchersOf(id, name),
    isVouchedFor: record?.vouchedAs != null,
    presence,
    problem,
    ...(manifest?.depot ? { isDepot: true } : {}),
    ...theirListLeftOut(manifest),
    lastKnown: last === null ? null : { asOf: last.asOf, isExpired: last.isExpired },
  };
}
