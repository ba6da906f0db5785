import type { ChainHead } from '../../shared/gtp/push.ts';
import type { Oid } from '../../shared/ids.ts';
import type { Chain } from '../chain/chain.ts';
import {
  type DepotLiesError,
  DivergedDepotsError,
  OtherStoryError,
  RolledBackError,
} from '../errors/pushing.ts';

/**
 * Finds out whether two depots tell the same story of a project, as far as both have it.
 * @throws DivergedDepotsError
 */
export function compareStories(
  one: { readonly name: string; readonly chain: Chain },
  other: { readonly name: string; readonly chain: Chain },
): void {
  const length = Math.min(one.chain.entries.length, other.chain.entries.length);
  for (let index = 0; index < length; index += 1) {
    if (one.chain.entries[index]?.hash === other.chain.entries[index]?.hash) continue;
    throw new DivergedDepotsError(one.name, other.name, index + 1);
  }
}

/** Where a chain had each ref as of one of its entries. */
export function refsAt(chain: Chain, seq: number): ReadonlyMap<string, Oid> {
  if (chain.head?.seq === seq) return chain.refs;
  const refs = new Map<string, Oid>();
  for (const { entry } of chain.entries.slice(0, seq)) {
    if (entry.act !== 'push') continue;
    for (const { ref, new: value } of entry.changes) {
      if (value === null) refs.delete(ref);
      else refs.set(ref, value);
    }
  }
  return refs;
}

/** Whether a chain ends before another one does. */
export function isLess(shown: ChainHead | null, known: ChainHead | null): boolean {
  return (shown?.seq ?? 0) < (known?.seq ?? 0);
}

/** What to tell of a depot that shows something else than it did. @param at milliseconds since the epoch */
export function storyOf(
  name: string,
  now: ChainHead | null,
  before: ChainHead,
  at: number,
): DepotLiesError {
  if (isLess(now, before)) return new RolledBackError(name, now?.seq ?? 0, before.seq, at);
  return new OtherStoryError(name, before.seq, at);
}
