import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SignedStatement, TakesPushes } from '../../shared/gtp/push.ts';
import type { Chain } from '../chain/chain.ts';
import { signStatement } from '../chain/statement.ts';
import { HiddenFromHereError, TwoStoriesError } from '../errors/pushing.ts';
import type { Identity } from '../identity/identity.ts';
import { identitiesOf, moving, next, PROJECT, staffedChain } from '../testing/signed-chain.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import {
  heardFrom,
  heardOf,
  latestOf,
  misfit,
  ownStatement,
  sayingOther,
} from './heard-statements.ts';

const folder = temporaryFolder();
let who: Record<'anna' | 'bob' | 'carol' | 'depot' | 'mallory', Identity>;
let chain: Chain;
/** As far as the chain is, and then something else. */
let other: Chain;
let about: Pick<TakesPushes, 'project' | 'owner'>;
beforeAll(async () => {
  who = await identitiesOf(folder, ['anna', 'bob', 'carol', 'depot', 'mallory']);
  chain = staffedChain(who);
  other = chain.copy();
  chain.append(next(chain, who.anna, moving(10, 11)));
  other.append(next(other, who.bob, moving(10, 12)));
  about = { project: PROJECT, owner: who.anna.id };
});
afterAll(() => rmSync(folder, { recursive: true }));

/** @param time seconds since the epoch */
function stated(of: Chain, by = who.depot, time = 1_800_000_000): SignedStatement {
  if (of.head === null) throw new Error('it is not begun');
  return signStatement({ ...about, head: of.head }, by, time * 1_000);
}
const heard = (...all: SignedStatement[]) =>
  all.flatMap((each) => heardFrom(who.bob.id, each, who.depot.id, about));

test('what fits in a chain, or was said before it was accepted, is no reason to doubt it', () => {
  expect(misfit(chain, heard(stated(chain), stated(staffedChain(who))), 0)).toBeUndefined();
  expect(misfit(chain, heard(stated(other)), 1_800_000_000)).toBeUndefined();
  const signed = stated(other);
  const found = { from: who.bob.id, signed };
  expect(misfit(chain, heard(signed), 1_799_999_999)).toEqual(found);
});

test('something else in the same place is another story, and what goes further was hidden', () => {
  const differs = sayingOther('Depot', 'Bob', chain.entries.length, stated(other));
  expect(differs).toBeInstanceOf(TwoStoriesError);
  expect(differs.message).toMatch(/^Depot tells two stories .* showed Bob as entry 5 /);
  const further = chain.copy();
  further.append(next(further, who.anna, moving(11, 13)));
  const hidden = sayingOther('Depot', 'Bob', chain.entries.length, stated(further));
  expect(hidden).toBeInstanceOf(HiddenFromHereError);
  expect(hidden.message).toContain('shows 5 signed entries here, and has shown 6 to Bob');
  // What differs says more than what is missing.
  const found = misfit(chain, heard(stated(further), stated(other)), 0);
  expect(found?.signed.statement).toEqual(stated(other).statement);
});

test('nobody can speak for a depot', () => {
  const forged = [
    { ...stated(other), statement: { ...stated(other).statement, time: 1_800_000_001 } },
    { ...stated(other, who.mallory), statement: stated(other).statement },
    { ...stated(other), signature: stated(chain).signature },
    { ...stated(other), key: 'AAAA' },
  ];
  expect(heard(...forged)).toHaveLength(forged.length);
  expect(misfit(chain, heard(...forged), 0)).toBeUndefined();
  expect(latestOf(heard(...forged))).toBe(0);
  expect(latestOf(heard(...forged, stated(chain)))).toBe(1_800_000_000);
});

test('what is of another depot, project or owner, or none, says nothing of this chain', () => {
  const honest = stated(other);
  const elsewhere = (more: object) => ({ ...honest, statement: { ...honest.statement, ...more } });
  const all = [
    stated(other, who.mallory),
    elsewhere({ project: who.bob.id }),
    elsewhere({ owner: who.bob.id }),
    elsewhere({ head: { seq: 0, hash: 'x' } }),
    elsewhere({ v: 3 }),
    { ...honest, statement: {} },
  ];
  expect(heard(...all)).toEqual([]);
  expect(heard(honest)).toHaveLength(1);
});

test('whoever says very much keeps nobody else from being heard', () => {
  const loud = { id: who.mallory.id, repositories: [{ seen: Array(16).fill(stated(chain)) }] };
  const more = { id: who.mallory.id, repositories: Array(100).fill(loud.repositories[0]) };
  const bob = { id: who.bob.id, repositories: [{}, { seen: [stated(other)] }] };
  const all = heardOf([loud, more, bob], who.depot.id, about);
  expect(all.filter(({ from }) => from === who.mallory.id)).toHaveLength(8);
  expect(misfit(chain, all, 0)?.from).toBe(who.bob.id);
});

test('a depot has to state just what it shows', () => {
  const pushes = (statement?: SignedStatement) => ({
    ...{ ...about, head: chain.head ?? undefined, statement },
  });
  const mine = stated(chain);
  expect(ownStatement(who.depot.id, pushes(mine))).toBe(mine);
  expect(ownStatement(who.depot.id, pushes())).toBeNull();
  expect(ownStatement(who.depot.id, pushes(stated(other)))).toBeNull();
  expect(ownStatement(who.depot.id, pushes(stated(chain, who.mallory)))).toBeNull();
  const swapped = { ...mine, key: stated(chain, who.bob).key };
  expect(ownStatement(who.depot.id, pushes(swapped))).toBeNull();
});
