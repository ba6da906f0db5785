import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RepositoryId } from '../../shared/ids.ts';
import { guestNames } from './guest-names.ts';

const id = (text: string) => text as RepositoryId;

test('a name is the folder’s, in letters that addresses take', () => {
  const names = guestNames([
    { id: id('aaaaaaaaaaaaaaaa'), name: 'harbour map' },
    { id: id('bbbbbbbbbbbbbbbb'), name: '../<b>&' },
    { id: id('cccccccccccccccc'), name: 'kärtchen.git' },
    { id: id('dddddddddddddddd'), name: '...' },
  ]);
  expect([...names.values()]).toEqual(['harbour-map', 'b', 'kärtchen', 'repository']);
});

test('of two with one name, each is called by its id too', () => {
  const names = guestNames([
    { id: id('aaaaaaaaaaaaaaaa'), name: 'Map' },
    { id: id('bbbbbbbbbbbbbbbb'), name: 'map' },
  ]);
  expect([...names.values()]).toEqual(['Map-aaaaaa', 'map-bbbbbb']);
});

test('no two are called alike, whatever their folders are called', () => {
  const letters = fc.constantFrom('a', 'A', '-', '.', ' ', '/', 'é', '\u0000', 'bbbbbb');
  const name = fc.array(letters, { maxLength: 4 }).map((parts) => parts.join(''));
  const entry = fc.record({
    id: fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 16, maxLength: 16 }).map(id),
    name,
  });
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: (each) => each.id, maxLength: 8 }), (entries) => {
      const names = [...guestNames(entries).values()].map((each) => each.toLowerCase());
      expect(names).toHaveLength(entries.length);
      expect(new Set(names).size).toBe(names.length);
      for (const each of names) expect(each).toMatch(/^[^/\\?#%\s.-][^/\\?#%\s]*$/u);
    }),
  );
});
