import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry, Role, SignedEntry } from '../../shared/gtp/push.ts';
import type { ObjectFormat, Oid, PeerId } from '../../shared/ids.ts';
import { Chain } from '../chain/chain.ts';
import { signEntry } from '../chain/entry.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { swarmIdOf } from '../identity/peer-id.ts';

/** An object id that is easy to tell. */
export function oidOf(n: number): Oid {
  return n.toString(16).padStart(40, '0') as Oid;
}

export const PROJECT = swarmIdOf('sha1' as ObjectFormat, oidOf(1));
/** Seconds since the epoch, when everything begins. */
export const BEGINNING = 1_700_000_000;

/** Keys of some people, by their names. */
export async function identitiesOf<N extends string>(
  directory: string,
  names: readonly N[],
): Promise<Record<N, Identity>> {
  const made = names.map(async (name) => {
    const folder = join(directory, name);
    mkdirSync(folder, { recursive: true });
    return [name, await loadIdentity(folder)] as const;
  });
  return Object.fromEntries(await Promise.all(made)) as Record<N, Identity>;
}

type What = {
  readonly [A in Entry['act']]: Omit<Extract<Entry, { act: A }>, Common>;
}[Entry['act']];
type Common = 'type' | 'v' | 'project' | 'peer' | 'seq' | 'previous' | 'time';

/** Signs what comes next in a chain. @param more replaces what an honest entry would say */
export function next(
  chain: Chain,
  who: Identity,
  what: What,
  more: Partial<Pick<Entry, Common>> = {},
): SignedEntry {
  const entry = { ...chain.next(who.id, chain.time || BEGINNING), ...what, ...more };
  return signEntry(entry as Entry, who);
}

/** `main` moves from one commit to another; null: it is not there. */
export function moving(
  old: number | null,
  to: number | null,
  ref = 'refs/heads/main',
  forced?: boolean,
) {
  const change = {
    ref,
    old: old === null ? null : oidOf(old),
    new: to === null ? null : oidOf(to),
    ...(forced === undefined ? {} : { forced }),
  };
  return { act: 'push', changes: [change] } as const;
}

export function giving(to: PeerId, role: Role, expires?: number) {
  return { act: 'grant', to, role, ...(expires === undefined ? {} : { expires }) } as const;
}

/** A chain that its owner has just begun. */
export function begun(owner: Identity): Chain {
  const chain = new Chain(PROJECT, owner.id);
  chain.append(next(chain, owner, giving(owner.id, { role: 'owner' })));
  return chain;
}

/** Begun by Anna; Bob maintains `main`, Carol contributes; `main` is there. */
export function staffedChain({
  anna,
  bob,
  carol,
}: Record<'anna' | 'bob' | 'carol', Identity>): Chain {
  const chain = begun(anna);
  const patterns = [{ refs: 'refs/heads/main' }];
  chain.append(next(chain, anna, giving(bob.id, { role: 'maintainer', patterns })));
  chain.append(next(chain, anna, giving(carol.id, { role: 'contributor' })));
  chain.append(next(chain, anna, moving(null, 10)));
  return chain;
}
