import {
  type EngineFacts,
  type EnginePeerFact,
  MOST_PEERS,
} from '../../shared/api/doctor-facts.ts';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import type { Reached } from '../../shared/gtp/view.ts';
import type { PeerId } from '../../shared/ids.ts';
import { checkGitVersion } from '../git/version.ts';
import { formatEndpoint } from '../gtp/dial.ts';
import type { Identity } from '../identity/identity.ts';
import type { Peer } from '../peers/peer.ts';
import type { Peers } from '../peers/peers.ts';
import { askView, untold } from './ask-view.ts';
import type { Hearings } from './hearings.ts';
import { knock } from './knock.ts';
import { placeOf } from './views.ts';

/** How long the answer of a peer that cannot be dialled is waited for, in milliseconds. */
const AFTERWARDS = 500;

export interface DoctorParts {
  readonly identity: Identity;
  readonly peers: Peers;
  readonly hearings: Hearings;
}

/** Looks at teammates from here, and asks them how it is from there. */
export class Doctor {
  readonly #parts: DoctorParts;

  constructor(parts: DoctorParts) {
    this.#parts = parts;
  }

  /** @param about the only one to look at; null for those who are here, or were heard */
  async look(about: PeerId | null, signal: AbortSignal): Promise<EngineFacts> {
    const [git, ...peers] = await Promise.all([
      checkGitVersion(),
      ...this.#chosen(about).map((peer) => this.#lookAt(peer, signal)),
    ]);
    return { git, peers };
  }

  #chosen(about: PeerId | null): readonly Peer[] {
    const { peers } = this.#parts;
    if (about !== null) return peers.all.filter(({ id }) => id === about);
    const rank = (peer: Peer) => (peer.link === null ? 2 : 0) + (peers.isTrusted(peer.id) ? 0 : 1);
    return peers.all
      .filter((peer) => peer.link !== null || this.#parts.hearings.wasLately(peer.id))
      .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name))
      .slice(0, MOST_PEERS);
  }

  async #lookAt(peer: Peer, signal: AbortSignal): Promise<EnginePeerFact> {
    const { peers, hearings } = this.#parts;
    const { id, link } = peer;
    const place = this.#placeOf(peer);
    const enough = new AbortController();
    const knocking = this.#knock(id, place, signal).then((reached) => {
      // Whoever can be reached on no way at all does not answer, either.
      const isLost = reached === 'silent' || reached === 'unreachable';
      if (isLost) setTimeout(() => enough.abort(), AFTERWARDS).unref();
      return reached;
    });
    const [reached, { view, clockAhead }] = await Promise.all([
      knocking,
      link === null ? untold('unasked') : askView(link, enough.signal, signal),
    ]);
    const state = peers.toState(id);
    return {
      id,
      name: state?.name ?? peer.name,
      trust: state?.trust ?? 'new',
      presence: state?.presence.state ?? 'left',
      ...(link?.way === 'relayed' ? { relay: link.address } : {}),
      ...(link?.way === 'punched' ? { isPunched: true } : {}),
      heardAgo: hearings.ago(id),
      place: place === null ? null : formatEndpoint(place),
      reached,
      view,
      // An earlier version told the time with what it shares.
      clockAhead: clockAhead ?? peer.clock.ahead,
      shows: peer.manifest?.repositories.length ?? null,
      problem: peer.problem === peer.clock.sentence ? null : peer.problem,
    };
  }

  /** Where it is connected, or else where it says that it is. */
  #placeOf({ id, link }: Peer): Endpoint | null {
    const { identity, hearings } = this.#parts;
    const connected = link === null ? null : placeOf(link, identity.id);
    return connected ?? hearings.placesOf(id)[0] ?? null;
  }

  async #knock(expected: PeerId, place: Endpoint | null, signal: AbortSignal): Promise<Reached> {
    if (place === null) return 'untried';
    return knock(place, { identity: this.#parts.identity, expected, signal });
  }
}
