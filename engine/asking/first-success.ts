import { pause } from '../waiting/pause.ts';

/**
 * Asks one after another until somebody answers: the next one as soon as the one before has failed, or
 * has not answered for `hedge` milliseconds. Whoever is not needed any more is told by the signal.
 * @throws AggregateError with everybody's failures, in the order of the candidates
 */
export async function firstSuccess<T, A>(
  candidates: readonly T[],
  ask: (candidate: T, signal: AbortSignal) => Promise<A>,
  { hedge, signal }: { readonly hedge: number; readonly signal: AbortSignal },
): Promise<A> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  let turn: Promise<unknown> = Promise.resolve();
  const attempts = candidates.map((candidate) => {
    const attempt = turn.then(() => {
      either.throwIfAborted();
      return ask(candidate, either);
    });
    const isSlow = turn.then(() => pause(hedge, either));
    turn = Promise.race([isSlow, attempt]).catch(() => {});
    return attempt;
  });
  try {
    return await Promise.any(attempts);
  } finally {
    over.abort();
  }
}
