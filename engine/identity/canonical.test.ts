import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalPieces } from './signing.ts';

test('in pieces, canonical JSON is the same as in one', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 6 }), (value, levels) => {
      expect([...canonicalPieces(value, levels)].join('')).toBe(canonicalize(value));
    }),
  );
});

test('what is undefined is left out of an object', () => {
  expect([...canonicalPieces({ b: 1, a: undefined, c: {}, d: [] })].join('')).toBe(
    '{"b":1,"c":{},"d":[]}',
  );
});
