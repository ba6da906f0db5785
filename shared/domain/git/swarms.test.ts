import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Oid, SwarmId } from '../../ids.ts';
import { groupIntoSwarms, type Rooted } from './swarms.ts';

const repository = fc.record({
  swarm: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f') as fc.Arbitrary<SwarmId>,
  roots: fc.array(fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8') as fc.Arbitrary<Oid>, {
    minLength: 1,
    maxLength: 3,
  }),
});

const shareRoot = (a: Rooted, b: Rooted) =>
  a.swarm === b.swarm || a.roots.some((root) => b.roots.includes(root));

test('every repository is in one swarm, and whoever shares a root is in the same', () => {
  fc.assert(
    fc.property(fc.array(repository, { maxLength: 12 }), (repositories) => {
      const groups = [...groupIntoSwarms(repositories).values()];
      const swarmOf = (wanted: Rooted) =>
        groups.findIndex((group) => group.includes(wanted as never));
      for (const a of repositories) {
        expect(groups.filter((group) => group.includes(a))).toHaveLength(1);
        for (const b of repositories) if (shareRoot(a, b)) expect(swarmOf(a)).toBe(swarmOf(b));
      }
      // A group hangs together: no part of it stands alone.
      for (const group of groups) expect(connectedSize(group)).toBe(group.length);
    }),
  );
});

test('the name does not depend on the order', () => {
  fc.assert(
    fc.property(fc.array(repository, { maxLength: 8 }), (repositories) => {
      const names = (list: Rooted[]) => [...groupIntoSwarms(list).keys()].sort();
      expect(names([...repositories].reverse())).toEqual(names(repositories));
    }),
  );
});

function connectedSize(group: readonly Rooted[]): number {
  const reached = new Set(group.slice(0, 1));
  for (let before = -1; before < reached.size; ) {
    before = reached.size;
    for (const a of group) if ([...reached].some((b) => shareRoot(a, b))) reached.add(a);
  }
  return reached.size;
}
