import fc from 'fast-check';
import { expect, test } from 'vitest';
import { share, shareList } from './share.ts';

const json = fc.jsonValue({ maxDepth: 3 });

test('is what came anew, whatever was before', () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      expect(share(before, after)).toEqual(after);
    }),
  );
});

test('what came again as it was is the very same', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(share(value, structuredClone(value))).toBe(value);
    }),
  );
});

test('beside what changed, everything keeps its identity', () => {
  const before = { heads: [{ at: 1 }, { at: 2 }], name: { short: 'a' }, gone: 1 };
  const after = share(before, { heads: [{ at: 1 }, { at: 3 }], name: { short: 'a' } });
  expect(after).toEqual({ heads: [{ at: 1 }, { at: 3 }], name: { short: 'a' } });
  expect(after.heads[0]).toBe(before.heads[0]);
  expect(after.heads[1]).not.toBe(before.heads[1]);
  expect(after.name).toBe(before.name);
});

test('what moved in a list stays the same object', () => {
  const before = ['a', 'b', 'c'].map((id) => ({ id, of: { id } }));
  const after = shareList(
    before,
    ['x', 'a', 'c', 'b'].map((id) => ({ id, of: { id } })),
    ({ id }) => id,
  );
  expect(after.slice(1)).toEqual([before[0], before[2], before[1]]);
  expect(after[1]).toBe(before[0]);
  expect(after[2]).toBe(before[2]);
  expect(shareList(before, structuredClone(before), ({ id }) => id)).toBe(before);
});
