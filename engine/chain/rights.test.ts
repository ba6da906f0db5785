import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownBranches } from '../../shared/domain/git/ref-pattern.ts';
import { OutsidePatternError } from '../errors/chain.ts';
import type { Identity } from '../identity/identity.ts';
import { giving, identitiesOf, moving, next, staffedChain } from '../testing/signed-chain.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const directory = temporaryFolder();
let who: Record<'anna' | 'bob' | 'carol' | 'mallory', Identity>;

beforeAll(async () => {
  who = await identitiesOf(directory, ['anna', 'bob', 'carol', 'mallory']);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const maintainer = (refs: string, rewinds: boolean) =>
  ({ role: 'maintainer', patterns: [{ refs, rewinds }] }) as const;

test('what a role allows beside: rewinds where they were given, a maintainer’s own guests, laying down', () => {
  const chain = staffedChain(who);
  chain.append(next(chain, who.anna, giving(who.bob.id, maintainer('refs/heads/*', true))));
  chain.append(next(chain, who.bob, moving(10, 9, 'refs/heads/main', true)));
  chain.append(next(chain, who.bob, moving(9, null)));
  chain.append(next(chain, who.bob, giving(who.mallory.id, { role: 'contributor' })));
  chain.append(next(chain, who.bob, { act: 'revoke', from: who.mallory.id }));
  chain.append(next(chain, who.carol, { act: 'revoke', from: who.carol.id }));
  expect(chain.holdings.get(who.mallory.id)).toMatchObject({ isRevoked: true });
  expect(chain.holdings.get(who.carol.id)).toMatchObject({ isRevoked: true });
});

test('a pattern for branches does not reach what belongs to people', () => {
  const chain = staffedChain(who);
  chain.append(next(chain, who.anna, giving(who.bob.id, maintainer('refs/heads/*', true))));
  const hers = ownBranches(who.carol.id).replace('*', 'x');
  const signed = next(chain, who.bob, moving(null, 11, hers));
  expect(() => chain.append(signed)).toThrow(OutsidePatternError);
});
