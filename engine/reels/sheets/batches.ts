import type { Block } from '../../../shared/gtp/reel.ts';

/** So many blocks are made together: few programs are started, and the first of them need not wait for long. */
const BLOCKS = 32;
/** What is known of each object until the batch is done is some fifty bytes. */
const OBJECTS = 128 * 1024;

/** Blocks in the order in which they are made, in batches. */
export function batchesOf(blocks: readonly Block[]): Block[][] {
  const batches: Block[][] = [];
  let objects = Number.POSITIVE_INFINITY;
  for (const block of blocks) {
    const count = block.to - block.from;
    const last = batches.at(-1);
    if (last === undefined || last.length === BLOCKS || objects + count > OBJECTS) {
      batches.push([block]);
      objects = count;
    } else {
      last.push(block);
      objects += count;
    }
  }
  return batches;
}
