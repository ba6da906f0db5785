/** Those who ask a tracker for everyone on a network: more than one, as any of them may leave or say nothing. */
const ASKERS = 2;

/**
 * Who asks for all: those with the lowest ids. Whoever sees the same peers chooses alike.
 * @param others the peers nearby that use the same tracker
 */
export function electAskers<Id extends string>(self: Id, others: readonly Id[]): readonly Id[] {
  return [...new Set([self, ...others])].sort().slice(0, ASKERS);
}
