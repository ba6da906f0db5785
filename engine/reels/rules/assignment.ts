import type { Layout } from '../../../shared/gtp/reel.ts';
import { crc32 } from './crc32.ts';

/**
 * Which strip an object belongs to. Strips are numbered: commit windows, root-tree windows, path
 * stripes. These rules are part of GTP/2: every peer must compute them alike.
 */

/**
 * The window of the commit at `position` among `total` ones in (committer date, id) order. What a tag names
 * may be a file or a folder: a reel of nothing else has no commits, and all of it is in the first window.
 */
export function windowOf(position: number, total: number, windows: number): number {
  return total === 0 ? 0 : Math.floor((position * windows) / total);
}

export function commitStrip(position: number, total: number, { windows }: Layout): number {
  return windows === 0 ? 0 : windowOf(position, total, windows);
}

/** A root tree goes with the earliest commit that has it. */
export function rootTreeStrip(position: number, total: number, { windows }: Layout): number {
  return windows === 0 ? 0 : windows + windowOf(position, total, windows);
}

/**
 * All versions of a path are in one stripe: CRC-32 (RFC 1952) of its bytes, modulo the stripes. The
 * path stands in `bytes` from `from` up to `to`.
 */
export function pathStrip(bytes: Uint8Array, from: number, to: number, layout: Layout): number {
  return 2 * layout.windows + (crc32(bytes, from, to) % layout.stripes);
}
