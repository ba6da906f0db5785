import { useCallback, useRef } from 'react';
import type { DepotLook } from '../../../shared/api/depot-look-contract.ts';
import type { DepotLog } from '../../../shared/api/depot-push-contract.ts';
import type { RepositoryId, SwarmId } from '../../../shared/ids.ts';
import { useActions } from '../../state/shoal.ts';
import type { DepotOf } from '../../view/depots/depots-of.ts';
import { type Answer, useAnswer } from '../head/use-answer.ts';

interface Asked<T> {
  readonly answer: Answer<T>;
  readonly retry: () => void;
}

/** How my branches stand to a depot's. @param standing another one asks anew */
export function useDepotLook(
  repository: RepositoryId,
  { peer: { id: peer }, copy }: DepotOf,
  standing: string,
): Asked<DepotLook> {
  const actions = useActions();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another standing asks anew.
  const ask = useCallback(
    async (signal: AbortSignal, told: (value: DepotLook) => void) =>
      told(await actions.run('depot.look', { repository, peer, copy }, signal)),
    [actions, repository, peer, copy, standing],
  );
  return useKept(useAnswer(ask));
}

/** What was done at a depot, and who may do something. @param standing another one asks anew */
export function useDepotLog(
  swarm: SwarmId,
  { peer: { id: peer }, copy }: DepotOf,
  standing: string,
): Asked<DepotLog> {
  const actions = useActions();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another standing asks anew.
  const ask = useCallback(
    async (signal: AbortSignal, told: (value: DepotLog) => void) =>
      told(await actions.run('depot.log', { swarm, peer, copy }, signal)),
    [actions, swarm, peer, copy, standing],
  );
  return useKept(useAnswer(ask));
}

/** While it is asked anew, what was answered last stays. */
function useKept<T>({ answer, retry }: Asked<T>): Asked<T> {
  const last = useRef<Answer<T>>(answer);
  if (answer.state !== 'asking') last.current = answer;
  return { answer: last.current.state === 'ready' ? last.current : answer, retry };
}
