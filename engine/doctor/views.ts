import { isIP } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import { parseAddress } from '../../shared/domain/address.ts';
import type { Reached, View } from '../../shared/gtp/view.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { Link } from '../gtp/link.ts';
import type { Identity } from '../identity/identity.ts';
import { FairTurns } from '../waiting/fair-turns.ts';
import type { Hearings } from './hearings.ts';
import { knock } from './knock.ts';

/** How many doors are knocked at once for those who ask. */
const AT_ONCE = 8;
/** How long an outcome is told again instead of knocking once more, in milliseconds. */
const HOLDS = 1_000;
/** At one address, so many doors are knocked at for those who are not trusted, within so many milliseconds. */
const DOORS = 8;
const WINDOW = 10_000;
const REMEMBERED = 512;
/** However many ask, this peer calls out once in so many milliseconds. */
const CALL_INTERVAL = 3_000;

export interface ViewsParts {
  readonly identity: Identity;
  readonly software: string;
  readonly hearings: Hearings;
  /** The connection of the moment. */
  readonly linkTo: (peer: PeerId) => Link | null;
  readonly isTrusted: (peer: PeerId) => boolean;
  /** Announces this peer on the network, a few times within three seconds. */
  readonly callOut: () => void;
}

/**
 * Tells others how this peer sees them. It knocks only at the address that the asker's own connection
 * has, and only for the key that this has proven: nobody can have a third one's doors tried.
 */
export class Views {
  readonly #parts: ViewsParts;
  readonly #turns: FairTurns<PeerId>;
  #calledAt = Number.NEGATIVE_INFINITY;
  /** By peer and place. */
  readonly #outcomes = new LRUCache<string, Promise<Reached>>({ max: REMEMBERED, ttl: HOLDS });
  /** How many doors were knocked at lately, by address. */
  readonly #doors = new LRUCache<string, number>({
    ...{ max: REMEMBERED, ttl: WINDOW, noUpdateTTL: true },
  });

  constructor(parts: ViewsParts) {
    this.#parts = parts;
    this.#turns = new FairTurns({ room: AT_ONCE, isStranger: (peer) => !parts.isTrusted(peer) });
  }

  /** @throws the signal's reason */
  async of(peer: PeerId, signal: AbortSignal): Promise<View> {
    const { hearings, linkTo, software } = this.#parts;
    const link = linkTo(peer);
    // Before the door is knocked at, which may take seconds.
    const heard = hearings.ago(peer);
    this.#callOut();
    const reached = link === null ? 'untried' : await this.#reached(link, signal);
    return {
      time: Math.max(0, Math.round(Date.now())),
      address: link === null ? '' : ipOf(link),
      reached,
      heard,
      software,
    };
  }

  /** Whoever asks listens, and need not have got a question across to everybody. */
  #callOut(): void {
    const now = performance.now();
    if (now - this.#calledAt < CALL_INTERVAL) return;
    this.#calledAt = now;
    this.#parts.callOut();
  }

  async #reached(link: Link, signal: AbortSignal): Promise<Reached> {
    const { identity, isTrusted } = this.#parts;
    const { peer, host } = link;
    const place = placeOf(link, identity.id);
    if (place === null) return 'untried';
    const key = `${peer} ${place.host} ${place.port}`;
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    const doors = this.#doors.get(host) ?? 0;
    if (doors >= DOORS && !isTrusted(peer)) return 'untried';
    this.#doors.set(host, doors + 1);
    const outcome = this.#turns.take(
      () => [peer],
      signal,
      () => knock(place, { identity, expected: peer, signal }),
    );
    this.#outcomes.set(key, outcome);
    // The one who asked is gone: whoever asks next begins anew.
    outcome.catch(() => this.#outcomes.delete(key));
    return outcome;
  }
}

/** A name that the user typed for it, and the zone of this computer's interface, are nobody else's business. */
function ipOf({ host, way }: Link): string {
  if (way === 'relayed') return '';
  return isIP(host) > 0 ? host.replace(/%.*/, '') : '';
}

/** Where the other end of a connection can be dialled, as far as it told; always at its own address. */
export function placeOf(link: Link, self: PeerId): Endpoint | null {
  // Where the relay is says nothing of who is behind it, and a punched hole lets in nobody else.
  if (!link.isDirect) return null;
  return link.initiator === self ? parseAddress(link.address) : link.listensAt;
}
