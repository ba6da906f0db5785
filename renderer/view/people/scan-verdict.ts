import type { AppState, Peer, Self } from '../../../shared/api/state.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { t } from '../../texts/texts.ts';

interface Meant {
  readonly peer: Peer;
  readonly self: Self | null;
  readonly peers: AppState['peers'];
}

/** Why a scanned code does not show that a peer is who it says; null when it does. */
export function scanVerdict(scanned: PeerId | null, { peer, self, peers }: Meant): string | null {
  if (scanned === peer.id) return null;
  if (scanned === null) return t.people.scanning.noCode;
  if (scanned === self?.id) return t.people.scanning.yourOwn(peer.name);
  const other = peers[scanned]?.name;
  return other === undefined || other === peer.name
    ? t.people.scanning.unknown(peer.name)
    : t.people.scanning.somebodyElse(other, peer.name);
}
