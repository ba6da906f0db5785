import { LRUCache } from 'lru-cache';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import { dayOf } from '../../shared/domain/reach/days.ts';
import type { RelayAddress } from '../../shared/domain/reach/relay-address.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Signed } from '../../shared/gtp/tracker.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { upTo } from '../../shared/up-to.ts';
import type { Identity } from '../identity/identity.ts';
import { blind } from './blinding.ts';
import { type KeyPair, SEALING, type Sealing } from './envelopes.ts';

const MOST_SWARMS = LIMITS.projectsAnnounced;

/** After how many milliseconds a new one is made. */
const RENEWED_AFTER = 30 * 60_000;

interface Made {
  /** Of what, as JSON. */
  readonly of: string;
  readonly at: number;
  readonly list: readonly Signed[];
}

/** Who announces: the key is the one that proves it. */
export type OwnIdentity = Pick<Identity, 'id' | 'privateKey' | 'publicKey'>;

/** Where this peer is, beyond its network. */
export interface OwnPlaces {
  readonly endpoints: readonly Endpoint[];
  readonly relays: readonly RelayAddress[];
}

export interface AnnounceChoice {
  readonly swarms: readonly SwarmId[];
  /** How long they hold, in seconds. */
  readonly valid: number;
  /** How many bits of a blinded id the tracker wants to be told. */
  readonly bits: number;
}

/** Says where this peer is, to those who know one of its projects: for each an envelope with a key of its own. */
export class OwnAnnouncements {
  readonly #identity: OwnIdentity;
  readonly #places: () => OwnPlaces;
  readonly #now: () => number;
  readonly #sealing: Sealing;
  /** By project and day. */
  readonly #pseudonyms = new LRUCache<string, KeyPair>(upTo(4 * MOST_SWARMS));
  /** What was made last, by the number of bits. */
  readonly #made = new Map<number, Made>();
  #seq = 0;

  /** @param now in milliseconds since the epoch */
  constructor(
    identity: OwnIdentity,
    places: () => OwnPlaces,
    now: () => number = Date.now,
    sealing = SEALING,
  ) {
    this.#identity = identity;
    this.#places = places;
    this.#now = now;
    this.#sealing = sealing;
  }

  /** As last made, as long as that is fresh and true; else made anew: one for each of the first projects, in their order. */
  current(choice: AnnounceChoice): readonly Signed[] {
    const of = JSON.stringify([choice, this.#places()]);
    const known = this.#made.get(choice.bits);
    const now = this.#now();
    if (known?.of === of && Math.abs(now - known.at) < RENEWED_AFTER) return known.list;
    const list = this.make(choice);
    this.#made.set(choice.bits, { of, at: now, list });
    return list;
  }

  make({ swarms, valid, bits }: AnnounceChoice): Signed[] {
    const now = this.#now();
    // As with manifests, by the clock: it grows even when nothing was written down.
    this.#seq = Math.max(this.#seq + 1, Math.floor(now));
    const { endpoints, relays } = this.#places();
    return swarms.slice(0, MOST_SWARMS).map((id) => {
      const swarm = blind(id, dayOf(now));
      const announcement = {
        type: 'gtp-announcement' as const,
        v: 2 as const,
        peer: this.#identity.id,
        swarm: swarm.id,
        day: swarm.day,
        endpoints: endpoints.slice(0, LIMITS.placesPerAnnouncement),
        relays: relays.slice(0, LIMITS.relaysPerAnnouncement),
        seq: this.#seq,
        time: Math.floor(now / 1_000),
        valid,
      };
      const pseudonym = this.#pseudonymFor(`${id} ${swarm.day}`);
      const identity = this.#identity;
      return this.#sealing.seal(announcement, { identity, swarm, pseudonym, bits });
    });
  }

  #pseudonymFor(place: string): KeyPair {
    const known = this.#pseudonyms.get(place);
    if (known !== undefined) return known;
    const pair = this.#sealing.newKey();
    this.#pseudonyms.set(place, pair);
    return pair;
  }
}
