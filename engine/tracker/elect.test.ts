import fc from 'fast-check';
import { expect, test } from 'vitest';
import { electAskers, turnAt } from './elect.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 5, 12, 12);
const ids = Array.from({ length: 30 }, (_, index) => `peer-${String(index).padStart(2, '0')}`);
const without = (id: string) => ids.filter((other) => other !== id);

test('all see the same ones ask, and the same one have its turn', () => {
  for (let minute = 0; minute < 60; minute += 1) {
    const time = START + minute * MINUTE;
    const seen = ids.map((id) => turnAt(id, without(id), time).whose);
    expect(new Set(seen).size).toBe(1);
    expect(electAskers('peer-07', without('peer-07'))).not.toContain(seen[0]);
  }
});

test('in a day everybody has had its turn, and nobody very often', () => {
  const turns = new Map<string, number>();
  for (let minute = 0; minute < 24 * 60; minute += 5) {
    const { whose } = turnAt('peer-00', without('peer-00'), START + minute * MINUTE);
    if (whose !== null) turns.set(whose, (turns.get(whose) ?? 0) + 1);
  }
  expect(turns.size).toBe(ids.length - 2);
  expect(Math.max(...turns.values())).toBeLessThan(40);
});

test('who comes or leaves changes nobody’s turn but its own', () => {
  const time = fc.integer({ min: START, max: START + 30 * 24 * 60 * MINUTE });
  fc.assert(
    fc.property(time, fc.constantFrom(...ids.slice(2)), (at, leaving) => {
      const [self] = ids as [string];
      const before = turnAt(self, without(self), at).whose;
      const left = without(self).filter((id) => id !== leaving);
      if (before !== leaving) expect(turnAt(self, left, at).whose).toBe(before);
    }),
  );
});

test('a turn begins when all have handed over, and ends before the next', () => {
  const turn = START;
  const at = (minutes: number) => turnAt('a', ['b', 'c'], turn + minutes * MINUTE);
  expect(at(1)).toMatchObject({ whose: 'c', isRipe: false, isOver: false });
  expect(at(3)).toMatchObject({ whose: 'c', isRipe: true, isOver: false });
  expect(at(4.5)).toMatchObject({ whose: 'c', isRipe: true, isOver: true });
  expect(at(5).number).toBe(at(0).number + 1);
});

test('where there are no more than always ask, nobody has a turn', () => {
  expect(turnAt('a', ['b'], START).whose).toBeNull();
  expect(turnAt('a', [], START).whose).toBeNull();
});
