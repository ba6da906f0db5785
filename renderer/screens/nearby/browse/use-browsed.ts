import { useCallback, useEffect, useState } from 'react';
import type { Browsed } from '../../../../shared/api/browsed.ts';
import type { Swarm } from '../../../../shared/api/state.ts';
import { asShoalError } from '../../../../shared/errors.ts';
import { useActions } from '../../../app/shoal.ts';

export type Browsing =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly sentence: string }
  | { readonly state: 'ready'; readonly browsed: Browsed };

/**
 * A look at a project, asked for when it is first `wanted` and again when it has a later commit.
 * What is known stays on screen meanwhile.
 */
export function useBrowsed(
  { id, updatedAt }: Swarm,
  wanted: boolean,
): { readonly browsing: Browsing; readonly retry: () => void } {
  const actions = useActions();
  const [browsing, setBrowsing] = useState<Browsing>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a later commit or another attempt asks again.
  useEffect(() => {
    if (!wanted) return;
    let isStale = false;
    actions.run('browse', { swarm: id }).then(
      (browsed) => !isStale && setBrowsing({ state: 'ready', browsed }),
      (error: unknown) => {
        const failed = { state: 'failed', sentence: asShoalError(error).message } as const;
        if (!isStale) setBrowsing((old) => (old.state === 'ready' ? old : failed));
      },
    );
    return () => {
      isStale = true;
    };
  }, [actions, id, updatedAt, wanted, attempt]);
  const retry = useCallback(() => {
    setBrowsing({ state: 'loading' });
    setAttempt((count) => count + 1);
  }, []);
  return { browsing, retry };
}
