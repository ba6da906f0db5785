import { useCallback, useEffect, useState } from 'react';
import type { Browsed } from '../../../../shared/api/browsed.ts';
import type { Swarm } from '../../../../shared/api/swarm-state.ts';
import { asShoalError } from '../../../../shared/errors.ts';
import type { PeerId } from '../../../../shared/ids.ts';
import { useActions } from '../../../state/shoal.ts';
import { whyNot } from '../../../texts/told.ts';

type Browsing =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly sentence: string; readonly isFinal: boolean }
  | { readonly state: 'ready'; readonly browsed: Browsed };

/** Whose copy, and which of its heads; the freshest copy and its default branch where nothing is said. */
interface Place {
  readonly peer?: PeerId;
  readonly head?: string;
}

export interface Look {
  readonly browsing: Browsing;
  readonly at: (place: Place) => void;
  /** Whether a copy or a head was chosen; `retry` goes back to the freshest copy. */
  readonly isChosen: boolean;
  readonly retry: () => void;
}

const ANYWHERE: Place = {};

/**
 * A look at a project, asked for when it is first `wanted` and again when it has a later commit.
 * What is known stays on screen meanwhile.
 */
export function useBrowsed({ id, updatedAt }: Swarm, wanted: boolean): Look {
  const actions = useActions();
  const [browsing, setBrowsing] = useState<Browsing>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const [place, setPlace] = useState(ANYWHERE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a later commit or another attempt asks again.
  useEffect(() => {
    if (!wanted) return;
    let isStale = false;
    actions.run('browse', { swarm: id, ...place }).then(
      (browsed) => !isStale && setBrowsing({ state: 'ready', browsed }),
      (error: unknown) => {
        const { isFinal } = asShoalError(error);
        const sentence = whyNot(error);
        const failed = { state: 'failed', sentence, isFinal } as const;
        // A place that was chosen is not shown as another one; otherwise what is known is better.
        const isChosen = place !== ANYWHERE;
        if (!isStale) setBrowsing((old) => (old.state === 'ready' && !isChosen ? old : failed));
      },
    );
    return () => {
      isStale = true;
    };
  }, [actions, id, updatedAt, wanted, attempt, place]);
  const retry = useCallback(() => {
    setBrowsing({ state: 'loading' });
    setPlace(ANYWHERE);
    setAttempt((count) => count + 1);
  }, []);
  return { browsing, at: setPlace, isChosen: place !== ANYWHERE, retry };
}
