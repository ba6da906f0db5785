import { useCallback, useEffect, useState } from 'react';
import { asShoalError } from '../../../shared/errors.ts';
import { whyNot } from '../../texts/told.ts';

export type Answer<T> =
  | { readonly state: 'asking' }
  | {
      readonly state: 'failed';
      readonly code: string;
      readonly sentence: string;
      readonly isFinal: boolean;
    }
  | { readonly state: 'ready'; readonly value: T };

const ASKING = { state: 'asking' } as const;

/**
 * What a command answers, asked for anew when `ask` is another function, and given up when the view is left.
 * @param ask null for nothing
 */
export function useAnswer<T>(
  ask: ((signal: AbortSignal, told: (value: T) => void) => Promise<void>) | null,
): { readonly answer: Answer<T>; readonly retry: () => void } {
  const [known, setKnown] = useState<{ readonly ask: unknown; readonly answer: Answer<T> }>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again.
  useEffect(() => {
    setKnown(undefined);
    if (ask === null) return;
    const left = new AbortController();
    const told = (value: T) => {
      if (!left.signal.aborted) setKnown({ ask, answer: { state: 'ready', value } });
    };
    ask(left.signal, told).catch((error: unknown) => {
      if (left.signal.aborted) return;
      const { code, isFinal } = asShoalError(error);
      const sentence = whyNot(error);
      setKnown({ ask, answer: { state: 'failed', code, sentence, isFinal } });
    });
    return () => left.abort();
  }, [ask, attempt]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  // What was answered to another question is no answer to this one.
  return { answer: known?.ask === ask ? known.answer : ASKING, retry };
}
