import { expect, test } from 'vitest';
import { Pace } from '../../waiting/pace.ts';
import { Dialler } from './dialler.ts';

const dialler = () =>
  new Dialler({
    pace: new Pace({ first: 1_000, most: 1_000 }),
    dial: () => new Promise(() => {}),
    isAround: () => false,
    punches: () => false,
    onLink: () => {},
    onFailure: () => {},
  });
const at = (host: string, port = 7000) => ({ host, port });
const link = (address: string, told: number | null) => ({
  address,
  listensAt: told === null ? null : at(address.split(':')[0] ?? '', told),
});

test('beside a link it is dialled where the link comes from, as it was seen there or says itself', () => {
  using known = dialler();
  known.sawAt([at('10.0.0.1'), at('10.0.0.2', 7002)]);
  expect(known.placesOf(link('10.0.0.2:51000', 7002))).toEqual([
    at('10.0.0.2', 7002),
    at('10.0.0.1'),
  ]);
  // Somebody may have announced it with another port.
  expect(known.placesOf(link('10.0.0.2:51000', 7009))).toEqual([
    at('10.0.0.2', 7002),
    at('10.0.0.2', 7009),
    at('10.0.0.1'),
  ]);
});

test('one that was seen nowhere is dialled where it says, and one that does not say so nowhere', () => {
  using unseen = dialler();
  expect(unseen.placesOf(link('10.0.0.2:51000', 7002))).toEqual([at('10.0.0.2', 7002)]);
  expect(unseen.placesOf(link('10.0.0.2:51000', null))).toEqual([]);
});

test('of very many places only some are dialled: it is to be there in a moment', () => {
  using crowded = dialler();
  crowded.sawAt(Array.from({ length: 16 }, (_, index) => at(`10.0.1.${index}`)));
  crowded.provedAt(at('10.0.3.1'));
  const places = crowded.placesOf(link('10.0.0.2:51000', 7002));
  expect(places).toHaveLength(4);
  expect(places.slice(0, 1)).toEqual([at('10.0.0.2', 7002)]);
  expect(places).toContainEqual(at('10.0.3.1'));
});
