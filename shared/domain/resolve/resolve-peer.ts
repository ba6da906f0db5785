import type { Peer } from '../../api/state.ts';
import { ShoalError } from '../../errors.ts';
import { shortId } from '../../short-id.ts';
import { candidatesFor } from './resolve.ts';

/** Nobody is called what the user typed. */
export class NoSuchPeerError extends ShoalError {
  readonly code = 'unknown-peer';

  constructor(typed: string) {
    super(`Nobody nearby is called “${typed}”. \`shoal nearby\` lists who is there.`);
  }
}

export class AmbiguousPeerError extends ShoalError {
  readonly code = 'ambiguous-peer';

  constructor(typed: string, peers: readonly Peer[]) {
    const found = peers.map(({ name, id }) => `${name} (${shortId(id)})`).join(', ');
    super(`“${typed}” may be any of ${found}. Use the id in brackets.`);
  }
}

/** The peer that a user means by a name, an id or the start of one (4 characters or more). */
export function resolvePeer(typed: string, peers: readonly Peer[]): Peer {
  const found = candidatesFor(
    typed,
    peers.map((peer) => ({ value: peer, id: peer.id, names: [peer.name] })),
  );
  const [peer] = found;
  if (peer === undefined) throw new NoSuchPeerError(typed);
  if (found.length > 1) throw new AmbiguousPeerError(typed, found);
  return peer;
}
