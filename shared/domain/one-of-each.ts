import type { PeerId } from '../ids.ts';

/**
 * Of a teammate's several copies of one project, a fetch takes that which comes first in their list, and it stays
 * the one, whichever of them moves: all would be kept under one name.
 */
export function oneOfEach<Copy>(
  copies: readonly Copy[],
  peerOf: (copy: Copy) => PeerId,
): { readonly taken: Copy[]; readonly others: Copy[] } {
  const firstOf = new Map<PeerId, Copy>();
  for (const copy of copies) {
    if (!firstOf.has(peerOf(copy))) firstOf.set(peerOf(copy), copy);
  }
  const isFirst = (copy: Copy) => firstOf.get(peerOf(copy)) === copy;
  return { taken: copies.filter(isFirst), others: copies.filter((copy) => !isFirst(copy)) };
}
