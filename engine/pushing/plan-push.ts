import type { Rejection } from '../../shared/api/depot-push-contract.ts';
import type { PushedChange, Role } from '../../shared/gtp/push.ts';
import type { Oid } from '../../shared/ids.ts';
import type { Chain } from '../chain/chain.ts';
import { checkChange } from '../chain/rights.ts';
import { type Blamed, ChainError } from '../errors/chain.ts';

/** How somebody wants a ref to be. */
export interface WantedRef {
  readonly ref: string;
  readonly new: Oid | null;
  /** Where they saw it last; left out, wherever it is. */
  readonly seen?: Oid | null;
  /** Although commits may be lost by it. */
  readonly forced: boolean;
}

export type Verdict =
  | { readonly ref: string; readonly status: 'moves'; readonly change: PushedChange }
  | { readonly ref: string; readonly status: 'same' }
  | { readonly ref: string; readonly status: 'rejected'; readonly why: Rejection };

/** How one commit stands to another, as far as the pusher's repository tells. */
export type Relation = 'forward' | 'not-forward' | 'unknown';

/**
 * What becomes of each ref: the same that git says of a push (git-push(1)), and what the chain's roles allow.
 * @param relate how the second commit stands to the first
 */
export async function planPush(
  chain: Chain,
  { role, blamed }: { readonly role: Role; readonly blamed: Blamed },
  wanted: readonly WantedRef[],
  relate: (old: Oid, value: Oid) => Promise<Relation>,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const each of wanted) verdicts.push(await judge(each));
  return verdicts;

  async function judge(want: WantedRef): Promise<Verdict> {
    const { ref, new: value, seen, forced } = want;
    const old = chain.refs.get(ref) ?? null;
    if (old === value) return { ref, status: 'same' };
    if (seen !== undefined && seen !== old) {
      return rejected(ref, { code: forced ? 'stale' : 'fetch-first' });
    }
    const relation = old === null || value === null ? 'forward' : await relate(old, value);
    const isTag = ref.startsWith('refs/tags/');
    if (!forced && old !== null && value !== null) {
      if (isTag) return rejected(ref, { code: 'already-exists' });
      if (relation === 'unknown') return rejected(ref, { code: 'fetch-first' });
      if (relation === 'not-forward') return rejected(ref, { code: 'non-fast-forward' });
    }
    const losesSome = old !== null && value !== null && (isTag || relation !== 'forward');
    const change = { ref, old, new: value, ...(losesSome ? { forced: true } : {}) };
    try {
      checkChange(role, change, blamed);
    } catch (error) {
      if (!(error instanceof ChainError)) throw error;
      return rejected(ref, { code: 'not-allowed', sentence: error.message });
    }
    return { ref, status: 'moves', change };
  }
}

function rejected(ref: string, why: Rejection): Verdict {
  return { ref, status: 'rejected', why };
}
