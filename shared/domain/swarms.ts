import type { Oid, SwarmId } from '../ids.ts';

/** What makes a repository part of a swarm. */
export interface Rooted {
  readonly swarm: SwarmId;
  readonly roots: readonly Oid[];
}

/**
 * Repositories grouped into swarms: those that share a root commit, directly or through others,
 * belong together, whatever they are called. A swarm's id is the smallest of its members' ids, so
 * that everyone who sees the same copies calls it alike.
 */
export function groupIntoSwarms<T extends Rooted>(repositories: readonly T[]): Map<SwarmId, T[]> {
  const groupOfRoot = new Map<Oid, Group<T>>();
  const groups = new Set<Group<T>>();
  for (const repository of repositories) {
    const group: Group<T> = { members: [repository], roots: new Set(repository.roots) };
    for (const root of repository.roots) {
      const other = groupOfRoot.get(root);
      if (other !== undefined && other !== group) absorb(group, other, groups, groupOfRoot);
      groupOfRoot.set(root, group);
    }
    groups.add(group);
  }
  const swarms = new Map<SwarmId, T[]>();
  for (const { members } of groups) {
    const ids = members.map((member) => member.swarm).sort();
    const id = ids[0];
    if (id !== undefined) swarms.set(id, members);
  }
  return swarms;
}

interface Group<T> {
  members: T[];
  roots: Set<Oid>;
}

function absorb<T>(
  into: Group<T>,
  from: Group<T>,
  groups: Set<Group<T>>,
  ofRoot: Map<Oid, Group<T>>,
) {
  into.members = [...from.members, ...into.members];
  for (const root of from.roots) {
    into.roots.add(root);
    ofRoot.set(root, into);
  }
  groups.delete(from);
}
