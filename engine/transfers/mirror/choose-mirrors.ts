import type { Origin } from '../../../shared/api/engine-contract.ts';
import type { SharedRepository } from '../../../shared/gtp/manifest.ts';
import { copiesOfOrigin } from '../plain-git/choose-copies.ts';

/** So many copies are drawn on, one after the other. */
const MOST_COPIES = 4;

interface Copy {
  readonly shared: Pick<SharedRepository, 'origins' | 'roots' | 'heads' | 'defaultBranch'>;
}

/**
 * The copies from which a clone of an origin takes what they have: those of this origin and, of trusted teammates, those
 * of the same project. Trusted ones come first, then those with the latest commits.
 */
export function chooseMirrors<C extends Copy>(
  copies: readonly C[],
  origin: Origin,
  isTrusted: (copy: C) => boolean,
): C[] {
  const sure = copiesOfOrigin(copies, origin);
  const roots = new Set(sure.flatMap(({ shared }) => shared.roots));
  const isRelated = (copy: C) =>
    isTrusted(copy) && copy.shared.roots.some((root) => roots.has(root));
  const others = copies.filter((copy) => !sure.includes(copy) && isRelated(copy));
  return [...sure, ...others]
    .sort((a, b) => Number(isTrusted(b)) - Number(isTrusted(a)) || latest(b) - latest(a))
    .slice(0, MOST_COPIES);
}

/** When its latest commit was made, in seconds since the epoch; 0 where that is not known. */
export function latest({ shared }: Copy): number {
  return shared.heads.reduce((most, { tip }) => Math.max(most, tip?.time ?? 0), 0);
}
