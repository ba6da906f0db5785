import { useMemo } from 'react';
import type { LocalRepository } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { SwarmId } from '../../../shared/ids.ts';
import { usePeersOf } from '../../state/lists/use-peers-of.ts';
import { useAppState, useUi } from '../../state/shoal.ts';
import { chosenCopy } from '../../view/projects/copies.ts';
import { type ProjectState, projectState } from '../../view/projects/project-state.ts';
import { runningIn } from '../../view/transfers/transfers.ts';

/** The copy of mine that is meant, if I have one. */
export function useChosenCopy(swarm: Swarm): LocalRepository | null {
  const copies = useUi((ui) => ui.copies);
  return useAppState(({ repositories }) => chosenCopy(swarm, repositories, copies));
}

/** The same by the project's id. */
export function useCopyOf(id: SwarmId): LocalRepository | null {
  const copies = useUi((ui) => ui.copies);
  return useAppState(({ swarms, repositories }) => {
    const swarm = swarms[id];
    return swarm === undefined ? null : chosenCopy(swarm, repositories, copies);
  });
}

/** How a project stands: the same for its row and for its header. */
export function useProjectState(swarm: Swarm): ProjectState {
  const copy = useChosenCopy(swarm);
  const peers = usePeersOf(swarm);
  const transfer = useAppState(({ transfers }) => runningIn(swarm.id, transfers));
  return useMemo(
    () => projectState(swarm, copy, { peers, transfer }),
    [swarm, copy, peers, transfer],
  );
}
