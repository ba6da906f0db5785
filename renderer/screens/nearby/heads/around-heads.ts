import { createContext, useContext } from 'react';
import type { LocalRepository } from '../../../../shared/api/state.ts';
import type { SwarmId } from '../../../../shared/ids.ts';
import type { HeadRow } from '../../../view/projects/heads.ts';

/** What is the same for all rows of a list, and changes without them. */
interface Around {
  readonly project: SwarmId;
  /** All heads of the project: a fetch of one of them brings all of its owner's. */
  readonly all: readonly HeadRow[];
  readonly copy: LocalRepository | null;
  /** Of a row, in rem. */
  readonly height: number;
}

export const AroundHeads = createContext<Around | null>(null);

export function useAround(): Around {
  const around = useContext(AroundHeads);
  if (around === null) throw new Error('a head’s row is outside of <AroundHeads>');
  return around;
}
