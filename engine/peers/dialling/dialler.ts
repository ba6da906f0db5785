import type { Endpoint } from '../../../shared/api/engine-contract.ts';
import { hostOf } from '../../../shared/domain/address.ts';
import type { RelayAddress } from '../../../shared/domain/reach/relay-address.ts';
import { LIMITS } from '../../../shared/gtp/limits.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { formatEndpoint } from '../../gtp/dial.ts';
import type { Link } from '../../gtp/link.ts';
import { Alarm } from '../../waiting/alarm.ts';
import type { Pace } from '../../waiting/pace.ts';

/** Where a connection beside a link is dialled at the most: it is to be there in a moment, or not at all. */
const MAX_PLACES = 4;

export interface DiallerParts {
  /** When it is dialled. It outlives the peer's being forgotten. */
  readonly pace: Pace;
  /** Settles with the proven peer's connection. */
  dial(ways: DialWays, signal: AbortSignal): Promise<Link>;
  /** Whether there is a connection already, for which only a direct one is looked for. */
  isAround(): boolean;
  /** Whether it may be reached by hole punching at this moment. */
  punches(): boolean;
  onLink(link: Link): void;
  onFailure(error: unknown): void;
}

/** Where a peer may be: at these addresses, or else over these relays. */
export interface Places {
  readonly endpoints: readonly Endpoint[];
  readonly relays: readonly RelayAddress[];
}

/** The ways that are tried now, one after the other. */
export interface DialWays extends Places {
  readonly punches: boolean;
}

const NOWHERE: Places = { endpoints: [], relays: [] };

/** Dials one peer: where it may be, and when it is time. */
export class Dialler implements Disposable {
  readonly #parts: DiallerParts;
  #sighted: readonly Endpoint[] = [];
  /** Where it says that it is beyond the network. */
  #told: Places = NOWHERE;
  /** Where it answered last: what anybody says of its places may be a lie, this was none. */
  #proven: Endpoint | null = null;
  #dialling: AbortController | null = null;
  readonly #alarm = new Alarm(() => void this.#dial());

  constructor(parts: DiallerParts) {
    this.#parts = parts;
  }

  /** Where it was seen, the likeliest place first. */
  get sighted(): readonly Endpoint[] {
    return this.#sighted;
  }

  /** The places of the last sighting that named some count. */
  sawAt(endpoints: readonly Endpoint[]): void {
    if (endpoints.length > 0) this.#sighted = endpoints;
  }

  /** It has said where it is beyond the network; the last word counts. */
  toldOf(places: Places): void {
    this.#told = places;
  }

  provedAt(endpoint: Endpoint | null): void {
    this.#proven = endpoint;
  }

  /** Where the peer at the other end of a connection may be dialled, the likeliest place first. */
  placesOf({ address, listensAt }: Pick<Link, 'address' | 'listensAt'>): readonly Endpoint[] {
    const host = hostOf(address);
    const there = this.#places.filter((place) => place.host === host);
    const places = [...there, ...(listensAt === null ? [] : [listensAt]), ...this.#places];
    const isFirst = (place: Endpoint, index: number) =>
      places.findIndex((other) => isSame(place, other)) === index;
    return places.filter(isFirst).slice(0, MAX_PLACES);
  }

  /**
   * Where the other end of a connection can be reached; null if that is not known. A connection that it
   * dialled comes from another port than it listens on.
   */
  addressOf({ address, initiator, isDirect }: Link, self: PeerId): string | null {
    if (!isDirect) return null;
    if (initiator === self) return address;
    const from = hostOf(address);
    const place = this.#sighted.find(({ host }) => host === from) ?? this.#sighted[0];
    return place === undefined ? null : formatEndpoint(place);
  }

  /** Dials after so many milliseconds, or sooner if that was decided before. */
  dialIn(delay: number): void {
    if (this.#dialling === null && this.#hasWays) this.#alarm.ringIn(delay);
  }

  /** There is reason to try it sooner. @param delay at the least, in milliseconds */
  hurry(delay: number): void {
    if (this.#dialling === null) this.dialIn(Math.max(delay, this.#parts.pace.hurry()));
  }

  /** An attempt or a connection has ended: dials again when that is due. */
  again(): void {
    this.dialIn(this.#parts.pace.ended());
  }

  /** Ends a dial that is under way, and plans none. */
  stop(): void {
    this.#alarm.stop();
    this.#dialling?.abort();
    this.#dialling = null;
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  get #places(): readonly Endpoint[] {
    const proven = this.#proven;
    const told = this.#told.endpoints.filter((place) => !isAmong(place, this.#sighted));
    const known = [...this.#sighted, ...told].slice(0, LIMITS.addressesPerPeer);
    if (proven === null) return known;
    const others = known.filter((place) => !isSame(place, proven));
    return [...others.slice(0, 1), proven, ...others.slice(1)];
  }

  get #ways(): DialWays {
    const { isAround, punches } = this.#parts;
    if (isAround()) return { endpoints: this.#places, relays: [], punches: false };
    return { endpoints: this.#places, relays: this.#told.relays, punches: punches() };
  }

  get #hasWays(): boolean {
    const { endpoints, relays, punches } = this.#ways;
    return endpoints.length > 0 || relays.length > 0 || punches;
  }

  async #dial(): Promise<void> {
    const controller = new AbortController();
    this.#dialling = controller;
    const { signal } = controller;
    try {
      const link = await this.#parts.dial(this.#ways, signal);
      this.#dialling = null;
      if (signal.aborted) link.retire();
      else this.#parts.onLink(link);
    } catch (error) {
      if (this.#dialling === controller) this.#dialling = null;
      if (!signal.aborted) this.#parts.onFailure(error);
    }
  }
}

function isAmong(place: Endpoint, places: readonly Endpoint[]): boolean {
  return places.some((other) => isSame(place, other));
}

function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.host === b.host && a.port === b.port;
}
