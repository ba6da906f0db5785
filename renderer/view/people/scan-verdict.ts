import type { AppState, Peer, Self } from '../../../shared/api/state.ts';
import type { PeerId } from '../../../shared/ids.ts';

interface Meant {
  readonly peer: Peer;
  readonly self: Self | null;
  readonly peers: AppState['peers'];
}

/** Why a scanned code does not show that a peer is who it says; null when it does. */
export function scanVerdict(scanned: PeerId | null, { peer, self, peers }: Meant): string | null {
  if (scanned === peer.id) return null;
  if (scanned === null) return 'This is no code of Shoal.';
  if (scanned === self?.id) {
    return `This is your own code. Scan the one on ${peer.name}’s screen.`;
  }
  const other = peers[scanned]?.name;
  return other === undefined || other === peer.name
    ? `This is the code of another computer than the one that is called ${peer.name} here. Do not trust that one.`
    : `This is ${other}’s code, not ${peer.name}’s.`;
}
