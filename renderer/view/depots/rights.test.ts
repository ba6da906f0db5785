import { expect, test } from 'vitest';
import type { AppState, Peer } from '../../../shared/api/state.ts';
import type { Role } from '../../../shared/gtp/push.ts';
import { peerIdSchema } from '../../../shared/ids.ts';
import { givable, mayTake, roleLabel, roleOfMine, typedPatterns, whoseKey } from './rights.ts';

const owner: Role = { role: 'owner' };
const contributor: Role = { role: 'contributor' };
const maintainer: Role = {
  role: 'maintainer',
  patterns: [{ refs: 'refs/heads/main', rewinds: true }, { refs: 'refs/tags/*' }],
};
const [anna, bob] = ['a', 'b'].map((letter) => peerIdSchema.parse(letter.repeat(52)));
if (anna === undefined || bob === undefined) throw new Error('two people are needed');

test('who gives and takes which role', () => {
  expect(givable(owner)).toHaveLength(3);
  expect(givable(maintainer)).toEqual(['contributor']);
  expect([...givable(contributor), ...givable(null)]).toEqual([]);
  expect(mayTake(owner, owner, false)).toBe(true);
  expect(mayTake(maintainer, maintainer, false)).toBe(true);
  expect(mayTake(maintainer, owner, false)).toBe(false);
  expect(mayTake(contributor, contributor, false)).toBe(false);
  expect(mayTake(contributor, contributor, true)).toBe(true);
  expect(mayTake(null, contributor, true)).toBe(false);
});

test('the owner of a project that nobody has pushed to is one already', () => {
  expect(roleOfMine([], anna, { owner: anna, entries: 0 })).toEqual(owner);
  expect(roleOfMine([], bob, { owner: anna, entries: 0 })).toBeNull();
  // Once it is begun, only what its log says counts.
  expect(roleOfMine([], anna, { owner: anna, entries: 3 })).toBeNull();
});

test('a role is told with its branches', () => {
  expect(roleLabel(maintainer)).toBe('Maintainer of main (may force-push) and tags/*');
  expect(roleLabel(contributor)).toBe('Contributor');
});

test('branches are typed as they are called', () => {
  expect(typedPatterns('main, release/* tags/v*, refs/tags/x')).toEqual({
    patterns: ['refs/heads/main', 'refs/heads/release/*', 'refs/tags/v*', 'refs/tags/x'],
  });
  expect(typedPatterns(' , ')).toHaveProperty('problem');
  expect(typedPatterns('main, a..b')).toEqual({ problem: '“a..b” is no name of branches.' });
});

test('a key is meant by its words, or by its id', () => {
  const words = ['acid', 'baker', 'candle', 'dolphin', 'ember', 'fabric'];
  const peers = { [anna]: { id: anna, name: 'Anna', words } as unknown as Peer };
  const find = (text: string) => whoseKey(text, peers as AppState['peers']);
  expect(find(' Acid baker, candle dolphin ember  fabric')?.id).toBe(anna);
  expect(find(anna)?.name).toBe('Anna');
  expect(find(bob)).toMatchObject({ id: bob, words: [] });
  expect(find('acid baker candle')).toBeNull();
});
