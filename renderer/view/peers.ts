import type { Peer, Presence } from '../../shared/api/state.ts';
import { assertNever } from '../../shared/errors.ts';
import { age } from './age.ts';
import { compareNames } from './compare-names.ts';

/** Those who are here first, each group by name, so that nobody jumps about. */
export function orderPeers(peers: readonly Peer[]): Peer[] {
  return [...peers].sort(
    (a, b) =>
      Number(hasLeft(a)) - Number(hasLeft(b)) ||
      compareNames(a.name, b.name) ||
      (a.id < b.id ? -1 : 1),
  );
}

export function hasLeft(peer: Peer): boolean {
  return peer.presence.state === 'left';
}

/** Whether commits can be had from this peer now. */
export function isReachable(peer: Peer): boolean {
  return peer.presence.state === 'connected';
}

/** The few words beside a peer's name. */
export function presenceLabel(presence: Presence, now: number): string {
  switch (presence.state) {
    case 'connected':
      return presence.roundTripMs === null ? '' : `${formatRoundTrip(presence.roundTripMs)}`;
    case 'connecting':
      return 'connecting';
    case 'unreachable':
      return 'unreachable';
    case 'left':
      return `left ${age(presence.at, now)}`;
    default:
      return assertNever(presence);
  }
}

/** The same as a statement that stands alone. */
export function presenceSentence(presence: Presence, now: number): string {
  switch (presence.state) {
    case 'connected':
      return presence.roundTripMs === null
        ? `Connected at ${presence.address}`
        : `Connected at ${presence.address}, ${formatRoundTrip(presence.roundTripMs)} away`;
    case 'connecting':
      return 'Connecting…';
    case 'unreachable':
      return 'Seen on the network, but no connection could be made';
    case 'left':
      return `Left ${age(presence.at, now)}`;
    default:
      return assertNever(presence);
  }
}

function formatRoundTrip(ms: number): string {
  return ms < 1 ? '<1 ms' : `${Math.round(ms)} ms`;
}
