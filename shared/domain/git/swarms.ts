import type { Oid, SwarmId } from '../../ids.ts';

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
  const groupOf = new Map<Tie, Group<T>>();
  const groups = new Set<Group<T>>();
  for (const repository of repositories) {
    // An id stands for its root commit, so it ties like one.
    const ties: Tie[] = [repository.swarm, ...repository.roots];
    const group: Group<T> = { members: [repository], ties: new Set(ties) };
    for (const tie of ties) {
      const other = groupOf.get(tie);
      if (other !== undefined && other !== group) absorb(group, other, groups, groupOf);
      groupOf.set(tie, group);
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

type Tie = Oid | SwarmId;

interface Group<T> {
  members: T[];
  readonly ties: Set<Tie>;
}

function absorb<T>(
  into: Group<T>,
  from: Group<T>,
  groups: Set<Group<T>>,
  groupOf: Map<Tie, Group<T>>,
): void {
  into.members = [...from.members, ...into.members];
  for (const tie of from.ties) {
    into.ties.add(tie);
    groupOf.set(tie, into);
  }
  groups.delete(from);
}
