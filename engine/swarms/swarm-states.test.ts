import { expect, test } from 'vitest';
import { oidSchema, peerIdSchema, repositoryIdSchema, swarmIdSchema } from '../../shared/ids.ts';
import { areSameCopies, type MyCopy, swarmStates, type TheirCopy } from './swarm-states.ts';

const swarm = swarmIdSchema.parse('s'.repeat(52));
const oid = (digit: string) => oidSchema.parse(digit.repeat(40));

function copy(peer: string, more: Partial<TheirCopy['shared']>): TheirCopy {
  const roots = [oid('1')];
  return {
    ...{ kind: 'theirs', peer: peerIdSchema.parse(peer.repeat(52)), swarm, roots },
    shared: {
      ...{ id: repositoryIdSchema.parse(peer.repeat(16)), swarm, name: 'map', roots },
      ...{ objectFormat: 'sha1', heads: [], origins: [], ...more },
    },
  };
}

test('an empty description is none', () => {
  const told = (...descriptions: (string | undefined)[]) =>
    swarmStates(
      descriptions.map((description, n) =>
        copy('abc'[n] ?? 'd', description === undefined ? {} : { description }),
      ),
      () => null,
    ).get(swarm)?.description;
  expect(told('')).toBeNull();
  expect(told(undefined)).toBeNull();
  expect(told('', 'Ferries on a map')).toBe('Ferries on a map');
});

test('what is shown of the same lists is not made anew; where a copy of mine is among them it is', () => {
  const [anna, bob] = [copy('a', {}), copy('b', {})];
  expect(areSameCopies([anna, bob], [{ ...anna }, { ...bob }])).toBe(true);
  expect(areSameCopies([anna, bob], [anna])).toBe(false);
  expect(areSameCopies([anna], [copy('a', {})])).toBe(false);
  expect(areSameCopies([anna], [{ ...anna, peer: bob.peer }])).toBe(false);
  const mine: MyCopy = {
    ...{ kind: 'mine', id: anna.shared.id, name: 'map', description: null, swarm },
    ...{ roots: anna.roots, latestCommit: null, maintainers: [] },
  };
  expect(areSameCopies([mine, anna], [mine, anna])).toBe(false);
});

test('a copy that takes pushes is shown with whose project it is, and how many there were', () => {
  const owner = peerIdSchema.parse('b'.repeat(52));
  const hash = 'c'.repeat(64) as never;
  const told = (pushes: TheirCopy['shared']['pushes']) =>
    swarmStates([copy('a', { pushes })], () => null).get(swarm)?.alternatives[0]?.pushes;
  expect(told(undefined)).toBeUndefined();
  expect(told({ project: swarm, owner })).toEqual({ owner, entries: 0 });
  expect(told({ project: swarm, owner, head: { seq: 7, hash } })).toEqual({ owner, entries: 7 });
});

test('of several copies of one teammate, only what a fetch takes is counted as new', () => {
  const heads = (...names: string[]) =>
    names.map((name, n) => ({ ref: `refs/heads/${name}`, oid: oid(`${n + 2}`) }));
  const first = copy('a', { heads: heads('main') });
  const second = copy('a', { heads: heads('main', 'topic', 'wip') });
  const mine: MyCopy = {
    ...{ kind: 'mine', id: first.shared.id, name: 'map', description: null, swarm },
    ...{ roots: first.roots, latestCommit: null, maintainers: [] },
  };
  const absent = { against: null, relation: { kind: 'unknown' }, headRelation: null } as const;
  const news = (...theirs: TheirCopy[]) =>
    swarmStates([mine, ...theirs], (_, { shared }) =>
      shared.heads.map(() => ({
        ...absent,
        ...{ merge: null, here: false, tracking: null, isUndone: false },
      })),
    ).get(swarm)?.newHeads;
  expect(news(first, second)).toBe(1);
  expect(news(second, first)).toBe(3);
});
