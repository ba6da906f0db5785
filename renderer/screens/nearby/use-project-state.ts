import { useMemo } from 'react';
import type { LocalRepository } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { useAppState, useUi } from '../../state/shoal.ts';
import { chosenCopy } from '../../view/projects/copies.ts';
import { type ProjectState, projectState } from '../../view/projects/project-state.ts';

/** The copy of mine that is meant, if I have one. */
export function useChosenCopy(swarm: Swarm): LocalRepository | null {
  const copies = useUi((ui) => ui.copies);
  return useAppState(({ repositories }) => chosenCopy(swarm, repositories, copies));
}

/** How a project stands: the same for its row and for its header. */
export function useProjectState(swarm: Swarm): ProjectState {
  const copy = useChosenCopy(swarm);
  const peers = useAppState((state) => state.peers);
  const transfers = useAppState((state) => state.transfers);
  return useMemo(
    () => projectState(swarm, copy, { peers, transfers }),
    [swarm, copy, peers, transfers],
  );
}
