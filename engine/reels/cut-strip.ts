import type { Block } from '../../shared/gtp/reel.ts';

/** What a block should come to, in bytes: small enough to move, verify and serve on by itself. */
const BLOCK_BYTES = 4 * 1024 * 1024;
/** A strip up to this size stays whole: cutting costs deltas. */
const WHOLE_BYTES = 1.5 * BLOCK_BYTES;

/**
 * Cuts a strip into blocks of a few MiB; an object larger than that is a block of its own.
 * @param sizes what the objects take on disk, in bytes, in the strip's order
 */
export function cutStrip(strip: number, sizes: Uint32Array): Block[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (sizes.length === 0) return [];
  if (total <= WHOLE_BYTES) return [{ strip, from: 0, to: sizes.length }];
  const blocks: Block[] = [];
  let from = 0;
  let bytes = 0;
  const cutBefore = (to: number) => {
    if (to > from) blocks.push({ strip, from, to });
    from = to;
    bytes = 0;
  };
  sizes.forEach((size, index) => {
    if (bytes + size > WHOLE_BYTES) cutBefore(index);
    bytes += size;
    if (bytes >= BLOCK_BYTES) cutBefore(index + 1);
  });
  cutBefore(sizes.length);
  return blocks;
}
