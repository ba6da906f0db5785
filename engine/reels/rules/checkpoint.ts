/**
 * Where a long way through history is cut. These rules are the same for everyone: who is on the way
 * to the same head at about the same time stops at the same commits.
 */

/**
 * Checkpoints are at multiples of this many first-parent commits, counted from the root. What comes
 * after the last one is asked of the source by everybody in a crowd at the same time, so it is little.
 */
export const CHECKPOINT_EVERY = 64;
/** Who has something catches up in steps of about this many first-parent commits. */
const STEP = 2_048;

/**
 * The number of the first-parent commit (1 is the root) at which to stop before `head`; null to go
 * all the way. A clone stops once, at the last checkpoint: more steps would cost deltas, and it is of
 * no use before its end. Somebody far behind stops at steps that can be used.
 * @param head the number of first-parent commits of the head
 * @param missing how many of them the receiver lacks
 */
export function nextCheckpoint(head: number, missing: number): number | null {
  const isClone = missing === head;
  const steps = isClone ? 1 : Math.round(missing / STEP);
  const goal = isClone ? head : head - missing + Math.ceil(missing / Math.max(steps, 1));
  if (!isClone && steps < 2) return null;
  const checkpoint = Math.floor(goal / CHECKPOINT_EVERY) * CHECKPOINT_EVERY;
  return checkpoint > head - missing && checkpoint < head ? checkpoint : null;
}
