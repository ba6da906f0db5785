import type { PeerId } from '../../ids.ts';

interface Candidate {
  readonly peer: PeerId;
  readonly isTrusted: boolean;
}

/**
 * Whose branches a depot is to show as the project's own, where nobody was named: somebody who is trusted, before
 * anybody else. The same one whatever order they came in; null where there is nobody.
 */
export function chooseOwner(candidates: readonly Candidate[]): PeerId | null {
  const trusted = candidates.filter(({ isTrusted }) => isTrusted);
  const from = trusted.length > 0 ? trusted : candidates;
  return from.map(({ peer }) => peer).sort()[0] ?? null;
}
