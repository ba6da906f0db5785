import { expect, test } from 'vitest';
import { EMPTY_STATE, type Peer, type Self } from '../../../shared/api/state.ts';
import type { Alternative, Swarm } from '../../../shared/api/swarm-state.ts';
import type { PeerId, RepositoryId, SwarmId } from '../../../shared/ids.ts';
import { depotName } from './depot-name.ts';
import { chosenOf, depotChosen, depotsOf } from './depots-of.ts';

const id = (letter: string) => letter.repeat(52) as PeerId;
const copy = (letter: string) => letter.repeat(16) as RepositoryId;
const [self, anna, depot] = [id('s'), id('a'), id('d')];
const presence: Peer['presence'] = { state: 'connected', address: '10.0.0.7:4040', roundTripMs: 1 };
const peers = Object.fromEntries(
  [
    { id: depot, name: 'Depot', presence },
    { id: anna, name: 'Anna', presence },
  ].map((each) => [each.id, each as Peer]),
);
const state = { ...EMPTY_STATE, self: { id: self } as Self, peers };

const at = (peer: PeerId, letter: string, owner: PeerId | null): Alternative =>
  ({
    ...{ peer, repository: copy(letter) },
    ...(owner === null ? {} : { pushes: { owner, entries: 3 } }),
  }) as Alternative;
const swarm = (...alternatives: readonly Alternative[]) =>
  ({ id: 'p'.repeat(52) as SwarmId, alternatives }) as Swarm;

const both = swarm(at(depot, 'x', anna), at(depot, 'y', self), at(anna, 'z', null));

test('a depot that keeps a project for two is named twice, mine first, with whose each is', () => {
  const depots = depotsOf(both, state);
  expect(depots.map(({ copy: which }) => which)).toEqual([copy('y'), copy('x')]);
  expect(depots.map((each) => depotName(each, depots, state))).toEqual([
    'Depot, for you',
    'Depot, for Anna',
  ]);
  const [one] = depotsOf(swarm(at(depot, 'x', anna)), state);
  expect(one && depotName(one, [one], state)).toBe('Depot');
});

test('a copy without pushes is a depot’s only if it is the one that is told of', () => {
  const silent = swarm(at(depot, 'x', anna), at(depot, 'w', null), at(depot, 'v', null));
  const depots = { code: 'depot-hides', sentence: '' };
  const problem = {
    ...depots,
    depot: { swarm: id('q') as unknown as SwarmId, peer: depot, copy: copy('w') },
  };
  const found = depotsOf(silent, { ...state, problems: { depots: problem } });
  expect(found.map((each) => each.copy)).toEqual([copy('w'), copy('x')]);
  const [first] = found;
  expect(first && depotName(first, found, state)).toBe('Depot, without its pushes');
});

test('what was chosen stays chosen when it begins anew, and no other copy takes its place', () => {
  const [mine, annas] = depotsOf(both, state);
  if (mine === undefined || annas === undefined) throw new Error('two are there');
  expect(depotChosen([mine, annas], chosenOf(annas))).toBe(annas);
  const [anew] = depotsOf(swarm(at(depot, 'u', anna)), state);
  if (anew === undefined) throw new Error('one is there');
  expect(depotChosen([mine, anew], chosenOf(annas))).toBe(anew);
  expect(depotChosen([mine, { ...anew, owner: null }], chosenOf(annas))?.copy).toBe(copy('u'));
  expect(depotChosen([mine], chosenOf(annas))).toBeNull();
});
