import type { Problem } from '../../shared/api/state.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { DepotLiesError } from '../errors/pushing.ts';

/** What the user is told of a depot that does not tell the truth, with where there is something to be done about it. */
export function problemOf(
  { code, message: sentence }: DepotLiesError,
  { peer, shared }: RemoteCopy,
): Problem {
  return { code, sentence, depot: { swarm: shared.swarm, peer: peer.id, copy: shared.id } };
}
