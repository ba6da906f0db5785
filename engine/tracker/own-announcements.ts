import { randomInt } from 'node:crypto';
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

/** After how many milliseconds an announcement is made anew: each at a time of its own, or they would tell that they are of one peer. */
const RENEWED_AFTER = { least: 15 * 60_000, most: 45 * 60_000 };
/** When they were made is told in steps of so many seconds: it is the same for all who make any meanwhile. */
const TIME_STEP = 10 * 60;
/** How far the numbers of those that are made at one moment may lie apart, in milliseconds. */
const SPREAD = 30_000;

interface Made {
  /** What it says, as JSON. */
  readonly of: string;
  readonly at: number;
  /** How long it is not made anew, in milliseconds. */
  readonly lasts: number;
  readonly envelope: Signed;
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
  /** How long they hold, in seconds, or up to ten minutes less. */
  readonly valid: number;
  /** How many bits of a blinded id the tracker wants to be told. */
  readonly bits: number;
}

/** What else may be used instead of the clock, keys and chance; a simulation has its own. */
export interface AnnounceMeans {
  /** In milliseconds since the epoch. */
  readonly now?: () => number;
  readonly sealing?: Sealing;
  /** From 0 to 1; nobody may guess it from what came before. */
  readonly chance?: () => number;
}

/**
 * Says where this peer is, to those who know one of its projects: for each an envelope with a key of its own. What of
 * it everybody can read tells none from another peer's.
 */
export class OwnAnnouncements {
  readonly #identity: OwnIdentity;
  readonly #places: () => OwnPlaces;
  readonly #now: () => number;
  readonly #sealing: Sealing;
  readonly #chance: () => number;
  /** By project and day. */
  readonly #pseudonyms = new LRUCache<string, KeyPair>(upTo(4 * MOST_SWARMS));
  /** What was made last, by the number of bits and the project. */
  readonly #made = new LRUCache<string, Made>(upTo(LIMITS.trackersPerPeer * MOST_SWARMS));
  /** The last number of each project. */
  readonly #numbers = new LRUCache<SwarmId, number>(upTo(4 * MOST_SWARMS));

  constructor(identity: OwnIdentity, places: () => OwnPlaces, means: AnnounceMeans = {}) {
    this.#identity = identity;
    this.#places = places;
    this.#now = means.now ?? Date.now;
    this.#sealing = means.sealing ?? SEALING;
    this.#chance = means.chance ?? unguessable;
  }

  /** One for each of the first projects, in their order: as last made, as long as that is fresh and true; else made anew. */
  current({ swarms, valid, bits }: AnnounceChoice): readonly Signed[] {
    const of = JSON.stringify([valid, this.#places()]);
    const now = this.#now();
    return swarms.slice(0, MOST_SWARMS).map((swarm) => {
      const key = `${bits} ${swarm}`;
      const known = this.#made.get(key);
      if (known?.of === of && Math.abs(now - known.at) < known.lasts) return known.envelope;
      const envelope = this.#announce(swarm, valid, bits);
      const { least, most } = RENEWED_AFTER;
      const lasts = least + (most - least) * this.#chance();
      this.#made.set(key, { of, at: now, lasts, envelope });
      return envelope;
    });
  }

  make({ swarms, valid, bits }: AnnounceChoice): Signed[] {
    return swarms.slice(0, MOST_SWARMS).map((swarm) => this.#announce(swarm, valid, bits));
  }

  #announce(id: SwarmId, valid: number, bits: number): Signed {
    const now = this.#now();
    const seconds = Math.floor(now / 1_000);
    const swarm = blind(id, dayOf(now));
    const { endpoints, relays } = this.#places();
    const announcement = {
      type: 'gtp-announcement' as const,
      v: 2 as const,
      peer: this.#identity.id,
      swarm: swarm.id,
      day: swarm.day,
      endpoints: endpoints.slice(0, LIMITS.placesPerAnnouncement),
      relays: relays.slice(0, LIMITS.relaysPerAnnouncement),
      seq: this.#nextNumber(id, now),
      // What holds for less than a step would be over before it began.
      time: seconds - (seconds % Math.min(TIME_STEP, valid)),
      valid,
    };
    const pseudonym = this.#pseudonymFor(`${id} ${swarm.day}`);
    const identity = this.#identity;
    return this.#sealing.seal(announcement, { identity, swarm, pseudonym, bits });
  }

  /** As with manifests, by the clock: it grows even when nothing was written down. */
  #nextNumber(id: SwarmId, now: number): number {
    const byClock = Math.floor(now + SPREAD * this.#chance());
    const number = Math.max((this.#numbers.get(id) ?? 0) + 1, byClock);
    this.#numbers.set(id, number);
    return number;
  }

  #pseudonymFor(place: string): KeyPair {
    const known = this.#pseudonyms.get(place);
    if (known !== undefined) return known;
    const pair = this.#sealing.newKey();
    this.#pseudonyms.set(place, pair);
    return pair;
  }
}

function unguessable(): number {
  const steps = 2 ** 32;
  return randomInt(steps) / steps;
}
