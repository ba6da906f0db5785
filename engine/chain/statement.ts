import {
  type ChainStatement,
  chainStatementSchema,
  type SignedStatement,
} from '../../shared/gtp/push.ts';
import type { Identity } from '../identity/identity.ts';
import { isSignedByPeer, signValue } from '../identity/signing.ts';

/** Signs how far a chain is, as the depot that keeps it. @param now milliseconds since the epoch */
export function signStatement(
  { project, owner, head }: Pick<ChainStatement, 'project' | 'owner' | 'head'>,
  depot: Identity,
  now = Date.now(),
): SignedStatement {
  const statement: ChainStatement = {
    ...({ type: 'gtp-chain', v: 2, depot: depot.id, project, owner, head } as const),
    time: Math.floor(now / 1_000),
  };
  return { statement: { ...statement }, ...signValue(statement, depot) };
}

/** What a statement says, whoever made it; null where it is none. */
export function readStatement({ statement }: SignedStatement): ChainStatement | null {
  return chainStatementSchema.safeParse(statement).data ?? null;
}

/** Whether the depot that it speaks for has signed it. */
export function isByItsDepot(signed: SignedStatement, { depot }: ChainStatement): boolean {
  return isSignedByPeer(signed.statement, signed, depot);
}
