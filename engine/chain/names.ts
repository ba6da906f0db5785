import { type PeerId, shortId } from '../../shared/ids.ts';

/** What the user calls a peer. */
export type NameOf = (peer: PeerId) => string;

/** Where nobody knows it by a name. */
export const byShortId: NameOf = (peer) => shortId(peer);
