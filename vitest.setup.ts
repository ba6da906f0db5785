import { afterAll, vi } from 'vitest';

/** In milliseconds: on a busy machine a second, which is what Vitest allows, is nothing. */
const WAIT = { timeout: 30_000, interval: 100 };

const { waitFor, waitUntil } = vi;
vi.waitFor = (check, options = WAIT) => waitFor(check, options);
vi.waitUntil = (check, options = WAIT) => waitUntil(check, options);

/** In bytes. */
const MUCH = 250 * 2 ** 20;

/**
 * What a file of tests has left in memory goes, if it is much: the files that come after it, in the same process,
 * start thousands of programs, and each start copies the page tables.
 */
afterAll(() => {
  if (process.memoryUsage.rss() > MUCH) globalThis.gc?.();
});
