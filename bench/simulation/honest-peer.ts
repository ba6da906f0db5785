import { POPULATION_BOUNDS } from '../../engine/peers/population/surplus.ts';
import { ExchangePace } from '../../engine/tracker/exchange/exchange-pace.ts';
import { OwnAnnouncements, type OwnIdentity } from '../../engine/tracker/own-announcements.ts';
import { Trackers } from '../../engine/tracker/trackers.ts';
import { BackOff } from '../../engine/waiting/back-off.ts';
import type { RelayAddress } from '../../shared/domain/reach/relay-address.ts';
import type { Exchange, ExchangeAnswer, TrackerName } from '../../shared/gtp/tracker.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import type { Chance } from './chance.ts';
import type { Finds, Seeker } from './finds.ts';
import type { SimulatedKeys } from './simulated-sealing.ts';
import { TRACKER_URL } from './simulated-tracker.ts';
import { LATENCY, type Lan, type Member, type Told, type World } from './world.ts';

/** How often somebody is dialled who does not answer, in milliseconds, and how many times. */
const DIALLING = { first: 5_000, most: 5 * 60_000, spread: 0.3 };
const MOST_DIALLED = 12;

export interface HonestPeerParts {
  readonly world: World;
  readonly chance: Chance;
  readonly keys: SimulatedKeys;
  readonly finds: Finds;
  readonly lan: Lan;
  /** Where it is on its network. */
  readonly host: string;
  readonly relay: RelayAddress;
  readonly swarms: readonly SwarmId[];
}

/** What a peer has in memory between its start and its end. */
interface Run {
  readonly trackers: Trackers;
  readonly pace: ExchangePace;
  readonly links: Set<Member>;
  /** Whom it dials. */
  readonly dialled: Map<PeerId, object>;
  seq: number;
}

/** A peer as Shoal is one: all that it does about trackers and other peers are the engine's own rules. */
export class HonestPeer implements Seeker {
  readonly id: PeerId;
  readonly lan: Lan;
  readonly swarms: readonly SwarmId[];
  readonly isHonest = true;
  readonly #parts: HonestPeerParts;
  readonly #identity: OwnIdentity;
  #run: Run | null = null;

  constructor(parts: HonestPeerParts) {
    const { lan, swarms, chance, keys } = parts;
    this.id = chance.id() as PeerId;
    this.lan = lan;
    this.swarms = swarms;
    this.#parts = parts;
    this.#identity = { id: this.id, ...keys.newKey() };
  }

  get isOnline(): boolean {
    return this.#run !== null;
  }

  start(): void {
    const { world } = this.#parts;
    const run: Run = {
      trackers: this.#makeTrackers(),
      pace: new ExchangePace(world.clock.now),
      ...{ links: new Set<Member>(), dialled: new Map<PeerId, object>(), seq: 0 },
    };
    this.#run = run;
    run.trackers.events.on('news', () => {
      run.seq += 1;
      world.tell(this, this.#told(run));
    });
    run.trackers.events.on('found', ({ peer }) => this.#dial(run, peer));
    run.trackers.use([TRACKER_URL]);
    world.appeared(this);
  }

  stop(): void {
    const run = this.#run;
    this.#run = null;
    this.#parts.world.left(this);
    run?.trackers[Symbol.dispose]();
  }

  linked(other: Member): void {
    const run = this.#run;
    if (run === null) return;
    run.links.add(other);
    this.#parts.finds.linked(this, other);
    const { clock } = this.#parts.world;
    clock.after(LATENCY.outside, () => {
      if (run === this.#run && run.links.has(other)) other.told(this, this.#told(run));
    });
  }

  unlinked(other: Member): void {
    const run = this.#run;
    if (run === null) return;
    run.links.delete(other);
    run.trackers.left(other.id);
    // It is known where it was; those nearby are seen when they are back.
    if (other.lan !== this.lan) this.#dial(run, other.id);
  }

  told(from: Member, event: Told): void {
    this.#run?.trackers.told(from.id, event);
  }

  answer(from: Member, request: Exchange): ExchangeAnswer | null {
    const run = this.#run;
    return run?.pace.mayAsk(from.id) ? run.trackers.answer(from.id, request) : null;
  }

  #told({ trackers, seq }: Run): Told {
    return { trackers: [...trackers.names], seq };
  }

  #makeTrackers(): Trackers {
    const { world, chance, keys, host, lan, relay, swarms } = this.#parts;
    const { clock } = world;
    const sealing = keys.sealing();
    const places = {
      endpoints: [{ host, port: 7_654 }],
      relays: lan.isOpen ? [] : [relay],
    };
    const links = () => [...(this.#run?.links ?? [])];
    return new Trackers({
      ...{ self: this.id, clock, sealing, chance: chance.next },
      own: new OwnAnnouncements(this.#identity, () => places, {
        ...{ now: clock.date, sealing, chance: chance.next },
      }),
      swarms: () => ({ shown: swarms, invited: [], wanted: swarms }),
      company: (_tracker: TrackerName) =>
        links().flatMap((other) => (other.lan === lan ? [other.id] : [])),
      others: () => links().map(({ id }) => id),
      isNearby: (peer) => world.members.get(peer)?.lan === lan,
      ask: (peer, request) => {
        const other = world.members.get(peer);
        if (other === undefined) return Promise.reject(new Error('nobody is there'));
        return world.ask(this, other, request);
      },
      openLine: () => world.lineOf(this),
    });
  }

  /** Somebody has said where it is: it is dialled until it answers. */
  #dial(run: Run, peer: PeerId): void {
    if (run.dialled.has(peer)) return;
    const attempt = {};
    run.dialled.set(peer, attempt);
    const { world, chance } = this.#parts;
    // As peers keep them: of those that are only heard of, the newest.
    for (const oldest of run.dialled.keys()) {
      if (run.dialled.size <= POPULATION_BOUNDS.heardOf) break;
      run.dialled.delete(oldest);
    }
    // Somebody invented: however often it is dialled, nothing else follows.
    if (!world.members.has(peer)) return;
    const backOff = new BackOff(DIALLING, { chance: chance.next, now: world.clock.now });
    let tries = 0;
    const dial = () => {
      if (run !== this.#run || run.dialled.get(peer) !== attempt) return;
      const other = world.members.get(peer);
      if (other !== undefined && world.link(this, other)) {
        run.dialled.delete(peer);
        return;
      }
      tries += 1;
      if (tries === MOST_DIALLED) run.dialled.delete(peer);
      else world.clock.after(backOff.next(), dial);
    };
    world.clock.after(4 * LATENCY.outside, dial);
  }
}
