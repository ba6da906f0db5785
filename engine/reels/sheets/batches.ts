import type { Block } from '../../../shared/gtp/reel.ts';

/** So many blocks are made together at first, so that they need not wait for long; then twice as many each time. */
const FIRST_BLOCKS = 24;
/** What is left over of up to 94 blocks can be packed at once. */
const MOST_BLOCKS = 94;
/** What is known of each object until the batch is done is some two hundred bytes. */
const OBJECTS = 64 * 1024;

/** Blocks in the order in which they are made, in batches. */
export function batchesOf(blocks: readonly Block[]): Block[][] {
  const batches: Block[][] = [];
  let objects = Number.POSITIVE_INFINITY;
  for (const block of blocks) {
    const count = block.to - block.from;
    const last = batches.at(-1);
    const most = Math.min(FIRST_BLOCKS * 2 ** (batches.length - 1), MOST_BLOCKS);
    if (last === undefined || last.length >= most || objects + count > OBJECTS) {
      batches.push([block]);
      objects = count;
    } else {
      last.push(block);
      objects += count;
    }
  }
  return batches;
}
