/**
 * Waits for `work`, `seconds` at most.
 *
 * @throws with a sentence that names `what` if the time is over first
 */
export async function within<T>(seconds: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what}: not done within ${Math.round(seconds)} s`)),
      seconds * 1_000,
    );
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Seconds that bytes take at a rate in Mbit/s, if nothing else does. */
export function secondsAt(mbit: number, bytes: number): number {
  return (bytes * 8) / (mbit * 1e6);
}

/** How long, in seconds, is waited for what should take `ideal`, before it counts as hanging. */
export function patience(ideal: number): number {
  return 60 + 3 * ideal;
}
