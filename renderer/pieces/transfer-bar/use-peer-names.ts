import { useCallback } from 'react';
import { type PeerId, shortId } from '../../../shared/ids.ts';
import { useAppState } from '../../state/shoal.ts';

/** A peer's name; its short id once it is forgotten. */
export function usePeerNames(): (peer: PeerId) => string {
  const peers = useAppState((state) => state.peers);
  return useCallback((peer: PeerId) => peers[peer]?.name ?? shortId(peer), [peers]);
}
