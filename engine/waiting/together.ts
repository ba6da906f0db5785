import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';

/**
 * Does works side by side, as many at once as there are cores. The first that fails stops the others;
 * its failure is thrown when all of them have ended, so that nothing still writes to what is removed then.
 */
export async function together(
  works: Iterable<(signal: AbortSignal) => Promise<void>>,
  signal?: AbortSignal,
): Promise<void> {
  const failed = new AbortController();
  const either = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
  const limit = pLimit(availableParallelism());
  const run = (work: (signal: AbortSignal) => Promise<void>) =>
    limit(async () => {
      if (either.aborted) return;
      await work(either).catch((error: unknown) => failed.abort(error));
    });
  await Promise.all([...works].map(run));
  either.throwIfAborted();
}
