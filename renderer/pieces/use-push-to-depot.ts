import type { LocalRepository } from '../../shared/api/state.ts';
import { useAppState, useShoal } from '../state/shoal.ts';
import { chosenOf, depotsOf, hasDepot, swarmOf } from '../view/depots/depots-of.ts';

/** Opens a repository of mine at a depot; null where there is no depot, or nothing that could be pushed. */
export function usePushToDepot(copy: LocalRepository | null): (() => void) | null {
  const { depots } = useShoal();
  const first = useAppState((state) => {
    const [depot] = depotsOf(swarmOf(copy, state.swarms), state);
    return depot === undefined ? null : chosenOf(depot);
  });
  const isOffered = useAppState(({ peers }) => first !== null || hasDepot(peers));
  if (copy === null || copy.isKept === true || copy.status.state !== 'ready' || !isOffered) {
    return null;
  }
  return () => depots.open(copy.id, first);
}
