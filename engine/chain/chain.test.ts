import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownBranches } from '../../shared/domain/git/ref-pattern.ts';
import type { Entry, SignedEntry } from '../../shared/gtp/push.ts';
import type { PeerId } from '../../shared/ids.ts';
import * as errors from '../errors/chain.ts';
import type { Identity } from '../identity/identity.ts';
import {
  BEGINNING,
  begun,
  giving,
  identitiesOf,
  moving,
  next,
  oidOf,
  PROJECT,
  staffedChain,
} from '../testing/signed-chain.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Chain } from './chain.ts';
import { signEntry } from './entry.ts';

const directory = temporaryFolder();
let who: Record<'anna' | 'bob' | 'carol' | 'mallory', Identity>;

beforeAll(async () => {
  who = await identitiesOf(directory, ['anna', 'bob', 'carol', 'mallory']);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const maintainer = (refs: string, rewinds?: boolean) =>
  ({ role: 'maintainer', patterns: [{ refs, ...(rewinds ? { rewinds } : {}) }] }) as const;

/** Begun by Anna; Bob maintains `main`, Carol contributes. */
const staffed = () => staffedChain(who);

/** What is thrown for an entry, which leaves the chain as it was. */
function refusal(chain: Chain, signed: SignedEntry): unknown {
  const before = [chain.head, [...chain.refs], [...chain.holdings]];
  try {
    chain.append(signed);
  } catch (error) {
    expect([chain.head, [...chain.refs], [...chain.holdings]]).toEqual(before);
    return error;
  }
  return null;
}

test('refs and roles are what the entries say', () => {
  const chain = staffed();
  chain.append(next(chain, who.bob, moving(10, 11)));
  const own = ownBranches(who.carol.id).replace('*', 'fix');
  chain.append(next(chain, who.carol, moving(null, 12, own)));
  chain.append(next(chain, who.carol, moving(12, 13, own, true)));
  chain.append(next(chain, who.anna, moving(null, 14, 'refs/tags/v1')));
  expect([...chain.refs]).toEqual([
    ['refs/heads/main', oidOf(11)],
    [own, oidOf(13)],
    ['refs/tags/v1', oidOf(14)],
  ]);
  const again = Chain.verify(
    PROJECT,
    who.anna.id,
    chain.entries.map(({ signed }) => signed),
  );
  expect(again.head).toEqual(chain.head);
  expect([...again.refs]).toEqual([...chain.refs]);
});

describe('what nobody may do is found out, and whose it was', () => {
  const CASES: readonly [
    what: string,
    error: new (...args: never[]) => errors.ChainError,
    by: (chain: Chain) => { signed: SignedEntry; peer: PeerId | null },
  ][] = [
    [
      'an entry in another’s name',
      errors.ForgedEntryError,
      (chain) => {
        const { entry } = next(chain, who.bob, moving(10, 11));
        const { key, signature } = signEntry(entry as unknown as Entry, who.mallory);
        return { signed: { entry, key, signature }, peer: who.bob.id };
      },
    ],
    [
      'an entry with another’s key beside it',
      errors.ForgedEntryError,
      (chain) => {
        const signed = next(chain, who.mallory, moving(10, 11), { peer: who.bob.id });
        return {
          signed: { ...signed, key: next(chain, who.bob, moving(10, 11)).key },
          peer: who.bob.id,
        };
      },
    ],
    [
      'an entry of another project',
      errors.ForeignEntryError,
      (chain) => ({
        signed: next(chain, who.bob, moving(10, 11), { project: who.anna.id as never }),
        peer: who.bob.id,
      }),
    ],
    [
      'an entry that is there already',
      errors.ReplayedEntryError,
      (chain) => ({ signed: chain.entries[2]?.signed as SignedEntry, peer: who.anna.id }),
    ],
    [
      'an entry in the place of another one',
      errors.ForkedEntryError,
      (chain) => {
        const [, second] = chain.entries;
        const { seq = 0, previous = null } = second?.entry ?? {};
        return {
          signed: next(chain, who.anna, moving(null, 5), { seq, previous }),
          peer: who.anna.id,
        };
      },
    ],
    [
      'an entry that skips one',
      errors.MisplacedEntryError,
      (chain) => ({ signed: next(chain, who.bob, moving(10, 11), { seq: 9 }), peer: who.bob.id }),
    ],
    [
      'an entry that follows on another chain',
      errors.MisplacedEntryError,
      (chain) => ({
        signed: next(chain, who.bob, moving(10, 11), { previous: '0'.repeat(64) as never }),
        peer: who.bob.id,
      }),
    ],
    [
      'an earlier time',
      errors.BackdatedEntryError,
      (chain) => ({
        signed: next(chain, who.bob, moving(10, 11), { time: BEGINNING - 1 }),
        peer: who.bob.id,
      }),
    ],
    [
      'a key that nobody has given a role',
      errors.NoRoleError,
      (chain) => ({ signed: next(chain, who.mallory, moving(10, 11)), peer: who.mallory.id }),
    ],
    [
      'a ref outside of the patterns',
      errors.OutsidePatternError,
      (chain) => ({
        signed: next(chain, who.bob, moving(null, 11, 'refs/heads/other')),
        peer: who.bob.id,
      }),
    ],
    [
      'a tag, where branches were given',
      errors.OutsidePatternError,
      (chain) => ({
        signed: next(chain, who.bob, moving(null, 11, 'refs/tags/main')),
        peer: who.bob.id,
      }),
    ],
    [
      'a branch of the project by somebody who only contributes',
      errors.OutsidePatternError,
      (chain) => ({ signed: next(chain, who.carol, moving(10, 11)), peer: who.carol.id }),
    ],
    [
      'a branch of another one’s own',
      errors.OutsidePatternError,
      (chain) => {
        const ref = ownBranches(who.bob.id).replace('*', 'x');
        return { signed: next(chain, who.carol, moving(null, 11, ref)), peer: who.carol.id };
      },
    ],
    [
      'going back, where that was not given',
      errors.RewindNotAllowedError,
      (chain) => ({
        signed: next(chain, who.bob, moving(10, 9, 'refs/heads/main', true)),
        peer: who.bob.id,
      }),
    ],
    [
      'taking a branch away, where that was not given',
      errors.RewindNotAllowedError,
      (chain) => ({ signed: next(chain, who.bob, moving(10, null)), peer: who.bob.id }),
    ],
    [
      'a move from where the ref is not',
      errors.StaleChangeError,
      (chain) => ({ signed: next(chain, who.bob, moving(9, 11)), peer: who.bob.id }),
    ],
    [
      'a role from somebody who may give none',
      errors.GrantNotAllowedError,
      (chain) => ({
        signed: next(chain, who.carol, giving(who.mallory.id, { role: 'contributor' })),
        peer: who.carol.id,
      }),
    ],
    [
      'a higher role from a maintainer',
      errors.GrantNotAllowedError,
      (chain) => ({
        signed: next(chain, who.bob, giving(who.carol.id, { role: 'owner' })),
        peer: who.bob.id,
      }),
    ],
    [
      'an owner’s role taken by a maintainer',
      errors.GrantNotAllowedError,
      (chain) => ({
        signed: next(chain, who.bob, { act: 'revoke', from: who.anna.id }),
        peer: who.bob.id,
      }),
    ],
    [
      'a role taken from somebody who has none',
      errors.NothingToRevokeError,
      (chain) => ({
        signed: next(chain, who.anna, { act: 'revoke', from: who.mallory.id }),
        peer: who.anna.id,
      }),
    ],
    [
      'the last owner’s going',
      errors.LastOwnerError,
      (chain) => ({
        signed: next(chain, who.anna, { act: 'revoke', from: who.anna.id }),
        peer: who.anna.id,
      }),
    ],
    [
      'a last owner for a while only',
      errors.LastOwnerError,
      (chain) => ({
        signed: next(chain, who.anna, giving(who.anna.id, { role: 'owner' }, BEGINNING + 9)),
        peer: who.anna.id,
      }),
    ],
  ];
  test.each(CASES)('%s', (_, error, by) => {
    const chain = staffed();
    const { signed, peer } = by(chain);
    const thrown = refusal(chain, signed);
    expect(thrown).toBeInstanceOf(error);
    expect(thrown).toMatchObject({ peer });
  });

  test('a chain that somebody else began', () => {
    const theirs = begun(who.mallory);
    const entries = theirs.entries.map(({ signed }) => signed);
    expect(() => Chain.verify(PROJECT, who.anna.id, entries)).toThrow(errors.NotFounderError);
  });

  test('a first entry that is no founding', () => {
    const chain = new Chain(PROJECT, who.anna.id);
    expect(refusal(chain, next(chain, who.anna, moving(null, 5)))).toBeInstanceOf(
      errors.NotFounderError,
    );
    const other = next(chain, who.anna, giving(who.bob.id, { role: 'owner' }));
    expect(refusal(chain, other)).toBeInstanceOf(errors.NotFounderError);
  });

  test('a role that was taken back, and one that has expired', () => {
    const chain = staffed();
    chain.append(next(chain, who.anna, { act: 'revoke', from: who.bob.id }));
    expect(refusal(chain, next(chain, who.bob, moving(10, 11)))).toBeInstanceOf(
      errors.RevokedRoleError,
    );
    const until = chain.time + 100;
    chain.append(next(chain, who.anna, giving(who.bob.id, maintainer('refs/heads/*'), until)));
    chain.append(next(chain, who.bob, moving(10, 11), { time: until }));
    const late = next(chain, who.bob, moving(11, 12), { time: until + 1 });
    expect(refusal(chain, late)).toBeInstanceOf(errors.ExpiredRoleError);
  });

  test('a field that is not allowed, or a ref that git does not', () => {
    const chain = staffed();
    for (const more of [
      moving(10, 11, 'refs/heads/../x'),
      moving(10, 11, 'refs/notes/x'),
      moving(10, 10),
      { act: 'push', changes: [...moving(10, 11).changes, ...moving(10, 12).changes] } as const,
      giving(who.bob.id, maintainer('refs/*')),
      { act: 'shout' } as never,
    ]) {
      expect(refusal(chain, next(chain, who.anna, more))).toBeInstanceOf(
        errors.MalformedEntryError,
      );
    }
  });
});
