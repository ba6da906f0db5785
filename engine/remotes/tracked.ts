import type { Alias } from '../../shared/domain/git/tracking-refs.ts';
import type { Oid } from '../../shared/ids.ts';
import { listRefs } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import { findUnlistedRefs } from '../git/unlisted-refs.ts';

/** What is below `refs/remotes/<alias>/`. */
export interface Tracked {
  /** What Shoal has fetched, and may change. */
  readonly refs: ReadonlyMap<string, Oid>;
  /** The user's symbolic refs, as `git remote set-head` makes them, and damaged ones: they are left alone. */
  readonly leftAlone: ReadonlySet<string>;
}

export async function readTracked(
  repository: Repository,
  alias: Alias,
  signal?: AbortSignal,
): Promise<Tracked> {
  const prefix = `refs/remotes/${alias}/`;
  const { direct, symbolic } = await listRefs(repository, [prefix], signal);
  const isListed = (ref: string) => direct.has(ref) || symbolic.has(ref);
  const unlisted = await findUnlistedRefs(repository, prefix, isListed);
  return { refs: direct, leftAlone: new Set([...symbolic.keys(), ...unlisted]) };
}
