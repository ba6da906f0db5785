import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Layout } from '../../shared/gtp/reel.ts';

/** What a strip should come to, in bytes. */
const STRIP_BYTES = 3 * 1024 * 1024;
/** Below this a reel is one strip: cutting would only cost deltas. */
const SINGLE_STRIP_BYTES = 2 * STRIP_BYTES;
const MAX_STRIPES = Math.min(512, LIMITS.stripes);
const MAX_WINDOWS = Math.min(16, LIMITS.windows);

/**
 * How to cut a reel of about this many bytes. Powers of two, so that peers whose packs differ
 * somewhat still choose alike, and their caches serve each other's receivers.
 */
export function chooseLayout(estimatedBytes: number): Layout {
  if (estimatedBytes < SINGLE_STRIP_BYTES) return { stripes: 1, windows: 0 };
  const stripes = 2 ** Math.round(Math.log2(estimatedBytes / STRIP_BYTES));
  // Commits and root trees cost more when cut (they delta against their neighbours in time), so
  // they are cut coarser.
  return {
    stripes: Math.min(stripes, MAX_STRIPES),
    windows: Math.min(Math.max(stripes / 4, 1), MAX_WINDOWS),
  };
}
