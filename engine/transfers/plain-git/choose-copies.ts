import type { Origin } from '../../../shared/api/engine-contract.ts';
import type { SharedRepository } from '../../../shared/gtp/manifest.ts';
import type { Oid } from '../../../shared/ids.ts';

interface Copy {
  readonly shared: Pick<SharedRepository, 'origins' | 'heads' | 'defaultBranch'>;
}

/** Copies of an origin: those that say so, and those with a head that the origin has, too. */
export function copiesOfOrigin<C extends Copy>(copies: readonly C[], origin: Origin): C[] {
  const listed = new Set(origin.refs.map(({ oid }) => oid));
  return copies.filter(
    ({ shared }) =>
      (origin.hash !== null && shared.origins.includes(origin.hash)) ||
      shared.heads.some(({ oid }) => listed.has(oid)),
  );
}

/** Those whom the user trusts first, then those with most of what is wanted, then the freshest. */
export function bestFirst<C extends Copy>(
  copies: readonly C[],
  wants: ReadonlySet<Oid>,
  isTrusted: (copy: C) => boolean,
): C[] {
  const ranked = copies.map((copy) => ({ copy, rank: rankOf(copy, wants, isTrusted(copy)) }));
  const byRank = (a: readonly number[], b: readonly number[]) => {
    const at = a.findIndex((value, index) => value !== b[index]);
    return at === -1 ? 0 : (b[at] ?? 0) - (a[at] ?? 0);
  };
  return ranked.sort((a, b) => byRank(a.rank, b.rank)).map(({ copy }) => copy);
}

function rankOf({ shared }: Copy, wants: ReadonlySet<Oid>, isTrusted: boolean): number[] {
  const wanted = shared.heads.filter(({ oid }) => wants.has(oid)).length;
  const latest = shared.heads.reduce((most, { tip }) => Math.max(most, tip?.time ?? 0), 0);
  return [isTrusted ? 1 : 0, wanted, latest];
}

/**
 * What to take of a copy: what is wanted itself, and where that is not all of it, the branches and tags of the
 * same names, which are behind or beside; of one whose names all differ, its default branch.
 * @param isExact that is too much then
 */
export function headsToTake(
  { shared }: Copy,
  wants: ReadonlySet<Oid>,
  { refs }: Pick<Origin, 'refs'>,
  isExact: boolean,
): Oid[] {
  const names = new Set(refs.filter(({ oid }) => wants.has(oid)).map(({ ref }) => ref));
  const has = new Set(shared.heads.map(({ oid }) => oid));
  const isAll = [...wants].every((oid) => has.has(oid));
  const taken = shared.heads.filter(({ ref, oid }) => wants.has(oid) || (!isAll && names.has(ref)));
  const chosen =
    taken.length > 0 || isExact
      ? taken
      : shared.heads.filter(({ ref }) => ref === shared.defaultBranch);
  return [...new Set(chosen.map(({ oid }) => oid))];
}
