import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeptOrder } from './kept-order.ts';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly isHidden: boolean;
  /** What is not listed. */
  readonly at: number;
}
type Listed = Pick<Named, 'id' | 'name'>;

const compare = (a: Listed, b: Listed) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1;

function counted() {
  const counts = { listed: 0, compared: 0 };
  const order = new KeptOrder<Named, Listed>({
    list: ({ id, name, isHidden }, known) => {
      counts.listed += 1;
      if (isHidden) return null;
      return known?.name === name ? known : { id, name };
    },
    compare: (a, b) => {
      counts.compared += 1;
      return compare(a, b);
    },
  });
  return { order, counts };
}

const ids = fc.integer({ min: 0, max: 20 }).map(String);
const values = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'd'),
  isHidden: fc.boolean(),
  at: fc.nat(3),
});
const states = fc.array(fc.dictionary(ids, values), { minLength: 1, maxLength: 8 });

test('is in order after whatever changes, as if it had been sorted anew', () => {
  fc.assert(
    fc.property(states, (steps) => {
      const { order } = counted();
      for (const step of steps) {
        const state = Object.fromEntries(
          Object.entries(step).map(([id, value]) => [id, { id, ...value }]),
        );
        const expected = Object.values(state)
          .filter(({ isHidden }) => !isHidden)
          .map(({ id, name }) => ({ id, name }))
          .sort(compare);
        expect(order.update(state)).toEqual(expected);
      }
    }),
  );
});

const many = Object.fromEntries(
  Array.from({ length: 2_000 }, (_, n) => {
    const id = String(n).padStart(4, '0');
    return [id, { id, name: `p${(n * 7_919) % 2_000}`, isHidden: false, at: 0 } as Named];
  }),
);
const [first = ''] = Object.keys(many);
const changed = (more: Partial<Named>) => ({
  ...many,
  [first]: { ...(many[first] as Named), ...more },
});

test('a change that is not listed looks at its entry alone, compares nothing, and is no other list', () => {
  const { order, counts } = counted();
  const before = order.update(many);
  Object.assign(counts, { listed: 0, compared: 0 });
  expect(order.update(changed({ at: 1 }))).toBe(before);
  expect(counts).toEqual({ listed: 1, compared: 0 });
});

test('who is called otherwise is put in another place, and all others stay the same objects', () => {
  const { order, counts } = counted();
  const before = order.update(many);
  Object.assign(counts, { listed: 0, compared: 0 });
  const after = order.update(changed({ name: 'zzz' }));
  expect(after.at(-1)).toEqual({ id: first, name: 'zzz' });
  expect(after.slice(0, -1)).toEqual(before.filter(({ id }) => id !== first));
  expect(after.filter((each) => before.includes(each))).toHaveLength(1_999);
  expect(counts.listed).toBe(1);
  // A search by halves.
  expect(counts.compared).toBeLessThan(15);
});
