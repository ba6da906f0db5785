import { z } from 'zod';
import { type PeerId, peerIdSchema } from '../ids.ts';

/** Who may see a repository of mine. `nobody` is how every repository starts. */
export const visibilitySchema = z.discriminatedUnion('to', [
  z.object({ to: z.literal('nobody') }),
  z.object({ to: z.literal('trusted') }),
  z.object({ to: z.literal('everyone') }),
  z.object({ to: z.literal('peers'), peers: z.array(peerIdSchema).min(1).max(1_000) }),
]);
export type Visibility = z.infer<typeof visibilitySchema>;

/** With whom a clone is shared once it is here; chosen people are chosen later. */
export const shareBackSchema = z.enum(['nobody', 'trusted', 'everyone']);
export type ShareBack = z.infer<typeof shareBackSchema>;

/** Who asks: a peer whose key the connection has proven. */
export interface Audience {
  readonly peer: PeerId;
  readonly trusted: boolean;
}

export function isVisibleTo(visibility: Visibility, audience: Audience): boolean {
  switch (visibility.to) {
    case 'nobody':
      return false;
    case 'trusted':
      return audience.trusted;
    case 'everyone':
      return true;
    case 'peers':
      return visibility.peers.includes(audience.peer);
  }
}
