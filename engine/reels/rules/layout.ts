import { LIMITS } from '../../../shared/gtp/limits.ts';
import type { Layout } from '../../../shared/gtp/reel.ts';

const MIB = 1024 * 1024;
/**
 * What a strip should come to, in bytes. Small ones spread better through a crowd, and cost a small
 * reel next to nothing: parts of git.git's history of 20 to 71 MB take up to 0.3 % more bytes with
 * twice as many stripes, and 0.1 to 0.7 s more CPU. All of it, 318 MB, would take 2.8 % more.
 */
const MIN_STRIP_BYTES = 1.25 * MIB;
const MAX_STRIP_BYTES = 3 * MIB;
/** What a block should come to, in bytes: small enough to move, verify and pass on by itself. */
const MIN_BLOCK_BYTES = 1.25 * MIB;
const MAX_BLOCK_BYTES = 4 * MIB;
/** This many stripes are enough for a crowd; of a larger reel the strips grow first. */
const ENOUGH_STRIPES = 64;
/** Below this a reel is one strip: cutting would only cost deltas. */
const SINGLE_STRIP_BYTES = 6 * MIB;
const MIN_STRIPES = 2 ** Math.round(Math.log2(SINGLE_STRIP_BYTES / MIN_STRIP_BYTES));
const MAX_STRIPES = Math.min(512, LIMITS.stripes);
const MAX_WINDOWS = Math.min(16, LIMITS.windows);

/**
 * How to cut a reel of about this many bytes. Powers of two, so that peers whose packs differ
 * somewhat still choose alike, and their caches serve each other's receivers.
 */
export function chooseLayout(estimatedBytes: number): Layout {
  if (estimatedBytes < SINGLE_STRIP_BYTES) return { stripes: 1, windows: 0 };
  const stripBytes = Math.min(
    Math.max(estimatedBytes / ENOUGH_STRIPES, MIN_STRIP_BYTES),
    MAX_STRIP_BYTES,
  );
  const stripes = Math.min(2 ** Math.round(Math.log2(estimatedBytes / stripBytes)), MAX_STRIPES);
  return { stripes, windows: windowsFor(stripes) };
}

/** Whether there is a size for which a reel is cut like this. */
export function isChosenLayout({ stripes, windows }: Layout): boolean {
  if (stripes === 1) return windows === 0;
  const isPower = Number.isInteger(Math.log2(stripes));
  return (
    isPower && stripes >= MIN_STRIPES && stripes <= MAX_STRIPES && windows === windowsFor(stripes)
  );
}

/**
 * Commits and root trees cost more when cut (they delta against their neighbours in time), so they are
 * cut coarser.
 */
function windowsFor(stripes: number): number {
  return Math.min(Math.max(stripes / 4, 1), MAX_WINDOWS);
}

/** Above which size a strip of a reel is cut, about: in few pieces where the reel has few strips. */
export function blockBytes({ stripes }: Layout): number {
  return stripes <= ENOUGH_STRIPES ? MIN_BLOCK_BYTES : MAX_BLOCK_BYTES;
}
