import type { NodeClient } from './node-client.ts';

/** A Shoal that was just started needs a moment to find the others, in milliseconds. */
const FINDING = 3_000;

/** What `find` looks up among what the node knows, as soon as it is there. @throws what `find` throws until the end */
export async function untilFound<T>(node: NodeClient, find: () => T): Promise<T> {
  await node.waitUntil(() => isFound(find), FINDING);
  return find();
}

function isFound(find: () => unknown): boolean {
  try {
    find();
    return true;
  } catch {
    return false;
  }
}
