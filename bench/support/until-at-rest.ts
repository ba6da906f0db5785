import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchNode } from './bench-node.ts';
import { watchNodes } from './ends.ts';

/** Longer than nothing must have happened before a node makes ready what it shares, in milliseconds. */
const LOOKED_AT = 7_000;
/** Of one core, all nodes together: what they use when there is nothing to do. */
const AT_REST = 0.05;
const MOST_LOOKS = 20;

/** Waits until nodes have made ready what others may ask for, and do nothing more. */
export async function untilAtRest(nodes: readonly BenchNode[]): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const used = watchNodes(nodes, []);
    await sleep(LOOKED_AT);
    if (used().seeders < (AT_REST * LOOKED_AT) / 1_000) return;
  }
  throw new Error('the nodes do not come to rest');
}
