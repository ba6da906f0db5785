import { useCallback, useEffect, useRef, useState } from 'react';
import type { HeadLook } from '../../../shared/api/heads/head-look.ts';
import { asShoalError } from '../../../shared/errors.ts';
import { useShoal } from '../../state/shoal.ts';
import type { OpenHead } from '../../state/ui-store.ts';
import { whyNot } from '../../texts/told.ts';

export type Looking =
  | { readonly state: 'asking' }
  | {
      readonly state: 'failed';
      readonly code: string;
      readonly sentence: string;
      readonly isFinal: boolean;
    }
  | { readonly state: 'ready'; readonly look: HeadLook };

interface LookAtHead {
  readonly looking: Looking;
  readonly retry: () => void;
  /** From the commit that is looked at to where the head is now. */
  readonly toNewest: () => void;
}

/**
 * A look at a head, taken again when `standing` says that something has changed. It stays at the commit that
 * was seen first until the user goes on to the newest; what is known stays on screen meanwhile.
 */
export function useLook(place: OpenHead, standing: string): LookAtHead {
  const { heads } = useShoal();
  const [looking, setLooking] = useState<Looking>({ state: 'asking' });
  const [attempt, setAttempt] = useState(0);
  const commit = useRef(place.oid);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another standing, or attempt, looks again.
  useEffect(() => {
    const left = new AbortController();
    heads.look({ ...place, oid: commit.current }, left.signal).then(
      (look) => {
        if (left.signal.aborted) return;
        commit.current = look.oid;
        setLooking({ state: 'ready', look });
      },
      (error: unknown) => {
        if (left.signal.aborted) return;
        const { code, isFinal } = asShoalError(error);
        const sentence = whyNot(error);
        const failed = { state: 'failed', code, sentence, isFinal } as const;
        setLooking((old) => (old.state === 'ready' ? old : failed));
      },
    );
    return () => left.abort();
  }, [heads, place, standing, attempt]);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  const retry = useCallback(() => {
    setLooking({ state: 'asking' });
    again();
  }, [again]);
  const toNewest = useCallback(() => {
    commit.current = undefined;
    again();
  }, [again]);
  return { looking, retry, toNewest };
}
