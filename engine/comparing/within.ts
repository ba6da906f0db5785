/**
 * What a work comes to, or null where it takes longer than so many milliseconds; it is ended then.
 * @param work ends early when its signal aborts
 */
export async function within<T>(
  time: number,
  signal: AbortSignal,
  work: (patience: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(time)]);
  try {
    return await work(patience);
  } catch (error) {
    if (signal.aborted || !patience.aborted) throw error;
    return null;
  }
}
