import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PeerId } from '../../ids.ts';
import { chooseOwner } from './choose-owner.ts';
import { mirrorChooser, type OfferedCopy } from './mirror-pattern.ts';
import { parseSize } from './size-text.ts';
import { isUnwanted, UNWANTED_AFTER_DAYS } from './wanted.ts';

const anna = 'a'.repeat(52) as PeerId;
const bob = 'b'.repeat(52) as PeerId;
const copy = (change: Partial<OfferedCopy> = {}): OfferedCopy => ({
  ...{ peer: anna, peerName: 'Anna', isTrusted: true, name: 'api-server' },
  ...change,
});

test.each([
  ['api-*', copy(), true],
  ['*', copy({ isTrusted: false }), true],
  ['api', copy(), false],
  ['*', copy({ name: 'a/b' }), true],
  ['anna/', copy(), true],
  ['anna/api-*', copy(), true],
  ['anna/web', copy(), false],
  ['Anna/*', copy({ isTrusted: false }), false],
  [`${anna}/*`, copy({ isTrusted: false }), true],
  [`${bob}/*`, copy(), false],
  ['bob/*', copy(), false],
])('%s chooses what it names', (pattern, offered, isChosen) => {
  expect(mirrorChooser([pattern])(offered)).toBe(isChosen);
  expect(mirrorChooser(['nothing', pattern])(offered)).toBe(isChosen);
  expect(mirrorChooser([])(offered)).toBe(false);
});

test('whatever a project and its owner are called, a name alone opens no door of a trusted person’s', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (peerName, name) => {
      const isChosen = mirrorChooser(['anna/*', 'anna/']);
      expect(isChosen({ peer: bob, peerName, isTrusted: false, name })).toBe(false);
    }),
  );
});

test('an owner that nobody named is the same whatever order they came in, and a trusted one if there is', () => {
  const everyone = fc.uniqueArray(
    fc.record({
      peer: fc.constantFrom(anna, bob, 'c'.repeat(52) as PeerId),
      isTrusted: fc.boolean(),
    }),
    { selector: ({ peer }) => peer, minLength: 1 },
  );
  fc.assert(
    fc.property(everyone, (candidates) => {
      const chosen = chooseOwner(candidates);
      expect(chooseOwner([...candidates].reverse())).toBe(chosen);
      const found = candidates.find(({ peer }) => peer === chosen);
      expect(found?.isTrusted).toBe(candidates.some(({ isTrusted }) => isTrusted));
    }),
  );
  expect(chooseOwner([])).toBeNull();
});

test.each([
  ['500M', 500e6],
  ['2 GB', 2e9],
  ['1.5g', 1.5e9],
  ['1000', 1000],
  ['0', null],
  ['-1', null],
  ['much', null],
  ['9999999999999T', null],
])('%s is a size', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test('what nobody shares or asks for is let go of in time, unless somebody asked for it by name', () => {
  const day = 24 * 60 * 60_000;
  const now = 1_000 * day;
  const kept = { isAdded: false, seenAt: now - 200 * day, askedAt: now - 200 * day };
  expect(isUnwanted(kept, now)).toBe(true);
  expect(isUnwanted({ ...kept, isAdded: true }, now)).toBe(false);
  const lately = now - (UNWANTED_AFTER_DAYS - 1) * day;
  expect(isUnwanted({ ...kept, seenAt: lately }, now)).toBe(false);
  expect(isUnwanted({ ...kept, askedAt: lately }, now)).toBe(false);
});
