import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PeerId } from '../../../shared/ids.ts';
import { type Occupant, type PopulationBounds, surplus } from './surplus.ts';

const BOUNDS: PopulationBounds = {
  all: 20,
  connected: 8,
  connectedPerHost: 4,
  leftPerHost: 3,
  heardOf: 5,
};

let made = 0;
function occupant(more: Partial<Occupant> = {}): Occupant {
  made += 1;
  return {
    id: String(made) as PeerId,
    standing: 'new',
    presence: 'connected',
    host: '10.0.0.1',
    spokenSince: null,
    usedAt: made,
    ...more,
  };
}
const several = (count: number, more: Partial<Occupant> = {}) =>
  Array.from({ length: count }, () => occupant(more));
const goes = (all: readonly Occupant[], { id }: Occupant) => surplus(all, BOUNDS).has(id);

test('as long as there is room, nobody goes', () => {
  const room = [...several(4), ...several(3, { presence: 'left' }), occupant({ host: '10.0.0.2' })];
  expect(surplus(room, BOUNDS).size).toBe(0);
});

test('of those who left one address, the one used longest ago is forgotten', () => {
  const room = several(4, { presence: 'left' });
  expect([...surplus(room, BOUNDS)]).toEqual([room[0]?.id]);
});

test('one who says nothing makes room for who comes, one who has spoken does not', () => {
  const silent = several(4);
  const next = occupant();
  expect([...surplus([...silent, next], BOUNDS)]).toEqual([silent[0]?.id]);
  const speaking = several(4).map((each, index) => ({ ...each, spokenSince: index }));
  const late = occupant();
  expect([...surplus([...speaking, late], BOUNDS)]).toEqual([late.id]);
});

test('whoever is known, or asked for, comes in all the same; a trusted one does not even count', () => {
  const speaking = several(4, { spokenSince: 1 });
  const known = occupant({ standing: 'known' });
  expect(goes([...speaking, known], known)).toBe(false);
  expect(surplus([...speaking, known], BOUNDS).size).toBe(1);
  const trusted = several(10, { standing: 'trusted' });
  expect(surplus([...speaking, ...trusted], BOUNDS).size).toBe(0);
});

test('a crowd at one address does not keep out who comes from another', () => {
  const crowds = [1, 2].flatMap((host) => several(4, { host: `10.0.0.${host}`, spokenSince: 1 }));
  const next = occupant({ host: '10.0.0.3' });
  const going = surplus([...crowds, next], BOUNDS);
  expect(going.size).toBe(1);
  expect(going.has(next.id)).toBe(false);
});

test('made-up peers take nobody’s place but that of other made-up ones', () => {
  const met = several(3, { presence: 'left' });
  const rumours = several(50, { presence: 'heard of', host: null });
  const going = surplus([...met, ...rumours], BOUNDS);
  expect(going).toEqual(new Set(rumours.slice(0, 45).map(({ id }) => id)));
});

test('whatever comes, the bounds hold, and no trusted peer goes', () => {
  const any = fc.record({
    standing: fc.constantFrom('trusted', 'known', 'new'),
    presence: fc.constantFrom('connected', 'left', 'heard of'),
    host: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'),
    spokenSince: fc.option(fc.nat(100)),
    usedAt: fc.nat(100),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 80 }), (drawn) => {
      const all = drawn.map((each, index) => ({ ...each, id: String(index) as PeerId }));
      const going = surplus(all, BOUNDS);
      const gone = all.filter(({ id }) => going.has(id));
      expect(gone.every(({ standing }) => standing !== 'trusted')).toBe(true);
      const stay = all.filter(({ id, standing }) => standing !== 'trusted' && !going.has(id));
      const here = stay.filter(({ presence }) => presence === 'connected');
      const at = (host: string) => here.filter((each) => each.host === host).length;
      expect(stay.length).toBeLessThanOrEqual(BOUNDS.all);
      expect(here.length).toBeLessThanOrEqual(BOUNDS.connected);
      expect(Math.max(...[1, 2, 3, 4].map((host) => at(`10.0.0.${host}`)))).toBeLessThanOrEqual(
        BOUNDS.connectedPerHost,
      );
      // A known one goes only where there are too many known ones.
      const [loser] = gone.filter(({ standing }) => standing === 'known');
      if (loser === undefined) return;
      const known = all.filter(({ standing }) => standing === 'known');
      expect(known.length).toBeGreaterThan(Math.min(BOUNDS.leftPerHost, BOUNDS.heardOf));
    }),
  );
});
