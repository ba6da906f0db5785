import { type BlindedSwarm, blind } from '../../engine/tracker/blinding.ts';
import type { Sealing } from '../../engine/tracker/envelopes.ts';
import { trackerName } from '../../engine/tracker/tracker-name.ts';
import { dayOf } from '../../shared/domain/reach/days.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Announcement, Exchange, ExchangeAnswer, Signed } from '../../shared/gtp/tracker.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import type { Chance } from './chance.ts';
import type { SimulatedKeys } from './simulated-sealing.ts';
import { TRACKER_URL } from './simulated-tracker.ts';
import type { Lan, Member, World } from './world.ts';

const NAME = trackerName(TRACKER_URL);
/** How often each comes to the tracker, in milliseconds. */
const EVERY = { flood: 1_000, crowd: 60_000, replay: 60_000 };
/** Peers that somebody invents, who knows a project. */
const INVENTED = 128;
/** By how much the numbers of what is invented are ahead. */
const AHEAD = 1e12;
const VALID = 7_200;
const NEVER = new AbortController().signal;
const NOWHERE = [{ host: '203.0.113.1', port: 1 }];
const SHARDS = Array.from({ length: 2 ** LIMITS.shardBits }, (_, index) =>
  index.toString(2).padStart(LIMITS.shardBits, '0'),
);

export interface HostileParts {
  readonly world: World;
  readonly chance: Chance;
  readonly keys: SimulatedKeys;
  readonly lan: Lan;
  /** A project that it knows. */
  readonly swarm: SwarmId;
}

/** What hostile peers do: they take no notice of what they are told to wait for. */
export const HOSTILE_KINDS = ['flood', 'crowd', 'replay', 'omit'] as const;
export type HostileKind = (typeof HOSTILE_KINDS)[number];

/** Somebody who wants that others do not find each other. */
export class HostilePeer implements Member {
  readonly id: PeerId;
  readonly lan: Lan;
  readonly isHonest = false;
  readonly isOnline = true;
  readonly #parts: HostileParts;
  readonly #sealing: Sealing;
  #today: BlindedSwarm | null = null;

  constructor(parts: HostileParts, kind: HostileKind) {
    const { chance, keys, lan, world } = parts;
    this.#sealing = keys.sealing();
    // Keys can be made until one has a low id: it is elected.
    this.id = `aaaa${chance.id().slice(4)}` as PeerId;
    this.lan = lan;
    this.#parts = parts;
    if (kind === 'omit') world.clock.after(chance.next() * 1_000, () => world.appeared(this));
    else this.#again(EVERY[kind], this.#work(kind));
  }

  linked(other: Member): void {
    this.#parts.world.clock.after(1, () => other.told(this, { trackers: [NAME], seq: 1 }));
  }

  unlinked(): void {}
  told(): void {}

  /** It says that it has just heard the tracker, and that there is nobody. */
  answer(_from: Member, _request: Exchange): ExchangeAnswer {
    return { envelopes: [], heard: [{ tracker: NAME, ago: 0, bits: LIMITS.shardBits }] };
  }

  #work(kind: Exclude<HostileKind, 'omit'>): () => Promise<unknown> {
    const { world } = this.#parts;
    const { tracker } = world;
    const visitor = world.visitor(this);
    const line = tracker.line(visitor);
    if (kind === 'flood') return () => tracker.tell(visitor, () => this.#junk());
    if (kind === 'crowd') return () => tracker.tell(visitor, () => this.#invented());
    const seen: Signed[] = [];
    return async () => {
      const shard = this.#swarm().bits;
      const { bits } = await line.read('', NEVER);
      const { envelopes } = await line.read(shard.slice(0, bits), NEVER);
      seen.push(...(envelopes as Signed[]));
      seen.splice(0, Math.max(0, seen.length - LIMITS.envelopesPerAnnounce / 2));
      const forged = seen.map((each) => ({ ...each }));
      await line.tell([...seen, ...forged], NEVER);
    };
  }

  #again(every: number, work: () => Promise<unknown>): void {
    const { world, chance } = this.#parts;
    world.clock.after(every * (0.5 + chance.next()), () => {
      // That it is refused is no reason to stop.
      work().catch(() => {});
      this.#again(every, work);
    });
  }

  #swarm(): BlindedSwarm {
    const day = dayOf(this.#parts.world.clock.date());
    if (this.#today?.day !== day) this.#today = blind(this.#parts.swarm, day);
    return this.#today;
  }

  /** Well signed, of no project. */
  #junk(): Signed[] {
    const { chance } = this.#parts;
    const swarm = { ...this.#swarm(), id: 'x' };
    const said = this.#announcement(this.id, swarm, 0);
    return Array.from({ length: LIMITS.envelopesPerAnnounce }, () =>
      this.#seal(said, { ...swarm, bits: chance.pick(SHARDS) }),
    );
  }

  /** Peers of a project that it knows, of whom none is there. */
  #invented(): Signed[] {
    const swarm = this.#swarm();
    return Array.from({ length: INVENTED }, () =>
      this.#seal(this.#announcement(this.#parts.chance.id() as PeerId, swarm, AHEAD), swarm),
    );
  }

  #announcement(peer: PeerId, swarm: BlindedSwarm, ahead: number): Announcement {
    const date = this.#parts.world.clock.date();
    return {
      ...{ type: 'gtp-announcement', v: 2, peer, swarm: swarm.id, day: swarm.day },
      ...{ endpoints: NOWHERE, relays: [] },
      ...{ seq: date + ahead, time: Math.floor(date / 1_000), valid: VALID },
    };
  }

  #seal(announcement: Announcement, swarm: BlindedSwarm): Signed {
    const pair = this.#parts.keys.newKey();
    return this.#sealing.seal(announcement, {
      ...{ identity: pair, pseudonym: pair, swarm, bits: LIMITS.shardBits },
    });
  }
}
