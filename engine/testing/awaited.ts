/** Those of the machine, also where a test puts others in their place. */
const { setTimeout: later, clearTimeout: leave } = globalThis;
/** How long something is waited for, in milliseconds: as long as elsewhere (vitest.setup.ts). */
const PATIENCE = 30_000;

/**
 * Settles as the promise does, but not later than a test may wait: what never comes fails with what it was, instead of
 * with nothing but the test's own end, minutes later.
 * @throws Error after `patience` milliseconds
 */
export async function awaited<T>(
  promise: Promise<T>,
  what: string,
  patience = PATIENCE,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = later(() => reject(new Error(`waited in vain until ${what}`)), patience);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    leave(timer);
  }
}
