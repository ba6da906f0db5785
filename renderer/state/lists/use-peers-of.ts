import { useMemo } from 'react';
import type { AppState } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { namedBy } from '../../view/projects/nearby.ts';
import { useAppState } from '../shoal.ts';

/** Those whom a project names. Peers change with every round trip: of others', nothing changes here. */
export function usePeersOf(swarm: Swarm): AppState['peers'] {
  const named = useMemo(() => namedBy(swarm), [swarm]);
  const known = useAppState(({ peers }) => named.flatMap((id) => peers[id] ?? []));
  return useMemo(() => Object.fromEntries(known.map((peer) => [peer.id, peer])), [known]);
}
