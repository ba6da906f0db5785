import { headKind } from '../../../shared/domain/git/ref-name.ts';
import type { SharedRepository } from '../../../shared/gtp/manifest.ts';
import type { Oid } from '../../../shared/ids.ts';

/** The newest branches of each copy that are fetched ahead: the origin's are among those that people work on. */
const MOST_OF_EACH = 100;
/** The same of all copies together. */
const MOST = 400;

/** Something of which the heads may be fetched ahead. */
interface Copy {
  readonly shared: Pick<SharedRepository, 'heads' | 'origins'>;
}

/** A copy, and those of its branches that no copy before it has. */
export interface ChosenAhead<C> {
  readonly copy: C;
  readonly wants: readonly Oid[];
}

/**
 * What is fetched ahead of which copy: those of the same origin come first, then those with the latest commits.
 * @param origins the hashes of my own remotes
 */
export function chooseAhead<C extends Copy>(
  copies: readonly C[],
  origins: readonly string[],
): ChosenAhead<C>[] {
  const mine = new Set(origins);
  const isOfOrigin = ({ shared }: C) => shared.origins.some((hash) => mine.has(hash));
  const ordered = [...copies].sort(
    (a, b) => Number(isOfOrigin(b)) - Number(isOfOrigin(a)) || latest(b) - latest(a),
  );
  const chosen = new Set<Oid>();
  return ordered
    .map((copy) => {
      const wants = newestBranches(copy).filter((oid) => !chosen.has(oid));
      const within = wants.slice(0, Math.max(0, MOST - chosen.size));
      for (const oid of within) chosen.add(oid);
      return { copy, wants: within };
    })
    .filter(({ wants }) => wants.length > 0);
}

function newestBranches({ shared }: Copy): Oid[] {
  const branches = shared.heads.filter(
    ({ ref, tip }) => headKind(ref) === 'branch' && tip !== undefined,
  );
  branches.sort((a, b) => (b.tip?.time ?? 0) - (a.tip?.time ?? 0));
  return [...new Set(branches.slice(0, MOST_OF_EACH).map(({ oid }) => oid))];
}

function latest({ shared }: Copy): number {
  return Math.max(0, ...shared.heads.map(({ tip }) => tip?.time ?? 0));
}
