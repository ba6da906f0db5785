import type { Oid } from '../../../shared/ids.ts';
import { existingObjects } from '../../git/cat-file.ts';
import type { Repository } from '../../git/open.ts';
import { listCommits } from '../../git/rev-list.ts';

/**
 * Whether every id is a visible head, or a commit that one reaches. For a commit that is hidden and an id
 * that does not exist git does the same: the time of the answer must not tell them apart.
 */
export async function areReachable(
  repository: Repository,
  oids: readonly Oid[],
  visible: readonly Oid[],
  signal?: AbortSignal,
): Promise<boolean> {
  const heads = new Set(visible);
  const others = oids.filter((oid) => !heads.has(oid));
  if (others.length === 0) return true;
  const commits = await existingCommits(repository, others, signal);
  const from = others.map((oid) => (commits.has(oid) ? oid : standIn(visible)));
  const hidden = await unreachable(repository, from, visible, { signal, limit: 1 });
  return commits.size === others.length && hidden.length === 0;
}

/**
 * Those of the ids that are commits which are here, and which `visible` reaches. It takes as long for what is
 * hidden as for what does not exist.
 */
export async function reachableCommits(
  repository: Repository,
  oids: readonly Oid[],
  visible: readonly Oid[],
  signal?: AbortSignal,
): Promise<Set<Oid>> {
  if (oids.length === 0) return new Set();
  const here = await existingCommits(repository, oids, signal);
  const from = here.size > 0 ? [...here] : [standIn(visible)];
  const hidden = new Set(await unreachable(repository, from, visible, { signal }));
  return new Set([...here].filter((oid) => !hidden.has(oid)));
}

/** Those commits among `from` and their ancestors that `visible` does not reach. */
function unreachable(
  repository: Repository,
  from: readonly (Oid | null)[],
  visible: readonly Oid[],
  options: { readonly limit?: number; readonly signal?: AbortSignal },
): Promise<Oid[]> {
  const starts = from.filter((oid) => oid !== null);
  return listCommits(repository, { from: starts, notFrom: visible }, options);
}

/** Something to ask git about in place of what does not exist. */
function standIn(visible: readonly Oid[]): Oid | null {
  return visible[0] ?? null;
}

async function existingCommits(
  repository: Repository,
  oids: readonly Oid[],
  signal?: AbortSignal,
): Promise<Set<Oid>> {
  return existingObjects(repository, oids, { type: 'commit', signal });
}
