import type { AppState, Peer, Presence } from '../../../shared/api/state.ts';
import { listed } from '../../../shared/domain/words/listed.ts';
import { assertNever } from '../../../shared/errors.ts';
import { shortId } from '../../../shared/ids.ts';
import { t } from '../../texts/texts.ts';
import { age } from '../age.ts';
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

/** Whether a teammate's heads can be fetched: from itself, or, of one who is away, from others. */
export function isFetchable(peer: Peer): boolean {
  return isReachable(peer) || (peer.lastKnown !== null && !peer.lastKnown.isExpired);
}

/** Whether this key is one that was here before; null where others say more of it. */
export function acquaintance({ name, trust, metAt }: Peer): string | null {
  const { notMet, met, metOn } = t.people;
  if (trust === 'new') return notMet(name);
  if (trust !== 'known') return null;
  const day = metAt === null ? null : new Date(metAt).toLocaleDateString(t.counts.locale, DAY);
  return day === null ? met(name) : metOn(name, day);
}

const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const;

/** What may still be done with the heads of somebody who is away; null while there is nothing to say. */
export function lastKnownSentence({ name, lastKnown }: Peer, now: number): string | null {
  if (lastKnown === null) return null;
  const { lastHeard, tooOld, fromOthers } = t.people;
  const known = lastHeard(name, age(lastKnown.asOf, now));
  return `${known} ${lastKnown.isExpired ? tooOld : fromOthers}`;
}

/** `Anna and Bob vouch for Cleo`; null if nobody does. */
export function vouchSentence(peer: Peer, peers: AppState['peers']): string | null {
  const names = peer.vouchedBy.map((id) => peers[id]?.name ?? shortId(id)).sort(compareNames);
  if (names.length === 0) return null;
  return t.people.vouchFor(listed(names), names.length === 1, peer.name);
}

/** Where else a teammate's new commits can be had. */
export function alsoAtSentence(people: readonly Peer[]): string {
  const names = people.map(({ name }) => name).sort(compareNames);
  return t.nearby.head.alsoHave(listed(names), names.length === 1);
}

/** The few words beside a peer's name. */
export function presenceLabel(presence: Presence, now: number): string {
  switch (presence.state) {
    case 'connected':
      if (presence.relay !== undefined) return t.people.overRelay;
      return presence.roundTripMs === null ? '' : formatRoundTrip(presence.roundTripMs);
    case 'connecting':
      return t.people.connecting;
    case 'unreachable':
      return t.people.unreachable;
    case 'left':
      return t.people.left(age(presence.at, now));
    default:
      return assertNever(presence);
  }
}

/** The same as a statement that stands alone. */
export function presenceSentence(presence: Presence, now: number): string {
  if (presence.state === 'connected' && presence.relay !== undefined) {
    return t.people.connectedOver(presence.relay);
  }
  if (presence.state === 'connected' && presence.isPunched) return t.people.punched;
  switch (presence.state) {
    case 'connected':
      return [
        presence.address === null ? t.people.connected : t.people.connectedAt(presence.address),
        ...(presence.roundTripMs === null
          ? []
          : [t.people.away(formatRoundTrip(presence.roundTripMs))]),
      ].join(', ');
    case 'connecting':
      return t.people.isConnecting;
    case 'unreachable':
      return t.people.isUnreachable;
    case 'left':
      return t.people.hasLeft(age(presence.at, now));
    default:
      return assertNever(presence);
  }
}

function formatRoundTrip(ms: number): string {
  return ms < 1 ? '<1 ms' : `${Math.round(ms)} ms`;
}
