import type { PunchingState } from '../../api/punching-state.ts';
import type { Invite } from './invite.ts';
import { relayPlace } from './relay-address.ts';

/**
 * Where an invitation leads, if that is for somebody on this network alone: `HOST:PORT` of each, nothing if it leads
 * nowhere. Null if a relay, a tracker or hole punching brings somebody here from elsewhere.
 */
export function placesHere(
  { endpoints, relays, trackers }: Pick<Invite, 'endpoints' | 'relays' | 'trackers'>,
  punching: PunchingState,
): string | null {
  const isPunching = punching === 'connecting' || punching === 'up';
  if (relays.length > 0 || trackers.length > 0 || isPunching) return null;
  return endpoints.map(relayPlace).join(', ');
}
