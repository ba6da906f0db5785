import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SignedEntry } from '../../shared/gtp/push.ts';
import { ChainError, ForgedEntryError } from '../errors/chain.ts';
import type { Identity } from '../identity/identity.ts';
import { identitiesOf, moving, next, PROJECT, staffedChain } from '../testing/signed-chain.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Chain } from './chain.ts';

const directory = temporaryFolder();
let who: Record<'anna' | 'bob' | 'carol', Identity>;

beforeAll(async () => {
  who = await identitiesOf(directory, ['anna', 'bob', 'carol']);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A long chain of all that can be in one. */
function varied(): Chain {
  const chain = staffedChain(who);
  for (let n = 10; n < 14; n += 1) chain.append(next(chain, who.bob, moving(n, n + 1)));
  chain.append(next(chain, who.anna, { act: 'revoke', from: who.carol.id }));
  chain.append(next(chain, who.anna, moving(14, 20, 'refs/heads/main', true)));
  return chain;
}

/** All places in a value that hold something, as ways to them. */
function placesIn(value: unknown, way: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[...way]];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return keys.flatMap((key) => placesIn((value as Record<string, unknown>)[key], [...way, key]));
}

function changedAt(
  value: unknown,
  [key, ...way]: readonly (string | number)[],
  put: unknown,
): unknown {
  if (key === undefined) return put;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = changedAt(copy[key], way, put);
  return copy;
}

const verify = (entries: readonly SignedEntry[]) => Chain.verify(PROJECT, who.anna.id, entries);

test('no field of a signed chain can be changed', () => {
  const entries = varied().entries.map(({ signed }) => signed);
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  fc.assert(
    fc.property(fc.nat(entries.length - 1), fc.nat(), scalar, (index, pick, value) => {
      const signed = entries[index] as SignedEntry;
      const places = placesIn(signed.entry);
      const way = places[pick % places.length] ?? [];
      const changed = { ...signed, entry: changedAt(signed.entry, way, value) } as SignedEntry;
      fc.pre(JSON.stringify(changed) !== JSON.stringify(signed));
      expect(() => verify(entries.with(index, changed))).toThrow(ChainError);
    }),
    { numRuns: 60 },
  );
});

test('nothing can be added to an entry', () => {
  const entries = varied().entries.map(({ signed }) => signed);
  const [first] = entries as [SignedEntry];
  const more = { ...first, entry: { ...first.entry, note: 'x' } };
  expect(() => verify(entries.with(0, more))).toThrow(ForgedEntryError);
});

test('no entry can be left out, moved, or put in twice, but at the end', () => {
  const chain = varied();
  const entries = chain.entries.map(({ signed }) => signed);
  const last = entries.length - 1;
  fc.assert(
    fc.property(fc.nat(last - 1), (index) => {
      expect(() => verify(entries.toSpliced(index, 1))).toThrow(ChainError);
    }),
    { numRuns: 8 },
  );
  fc.assert(
    fc.property(fc.nat(last), fc.nat(last), (one, other) => {
      fc.pre(one !== other);
      const [a, b] = [entries[one], entries[other]] as [SignedEntry, SignedEntry];
      expect(() => verify(entries.with(one, b).with(other, a))).toThrow(ChainError);
      expect(() => verify(entries.toSpliced(other, 0, a))).toThrow(ChainError);
    }),
    { numRuns: 20 },
  );
  // What is cut off at the end is not wrong by itself: those who saw more know.
  const cut = verify(entries.slice(0, last));
  expect(chain.head !== null && cut.holds(chain.head)).toBe(false);
});
