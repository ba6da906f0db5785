import { EventEmitter } from 'node:events';
import { LRUCache } from 'lru-cache';
import { daysAround } from '../../shared/domain/reach/days.ts';
import type { Announcement } from '../../shared/gtp/tracker.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import { upTo } from '../../shared/up-to.ts';
import { type BlindedSwarm, blind } from './blinding.ts';
import type { ReadEnvelope, Sealing } from './envelopes.ts';
import type { Opened } from './exchange/envelope-pool.ts';

/** Peers that are remembered for the numbers of their announcements. */
const MOST_PEERS = 4_000;
/** Peers of one project that are told of: more than anybody has teammates. */
const MOST_PER_SWARM = 128;
const MOST_BLINDED = 1_024;

export interface FinderParts {
  readonly self: PeerId;
  readonly wanted: () => readonly SwarmId[];
  /** The time, in milliseconds since the epoch. */
  readonly date: () => number;
  readonly sealing: Sealing;
  readonly chance: () => number;
}

/** Opens what is sealed for those who know my projects, and tells where their peers are. */
export class Finder {
  readonly events = new EventEmitter<{ found: [announcement: Announcement] }>();
  readonly #parts: FinderParts;
  /** What each peer has said last of where it is. */
  readonly #last = new LRUCache<PeerId, { readonly seq: number; readonly places: string }>(
    upTo(MOST_PEERS),
  );
  readonly #blinded = new LRUCache<string, BlindedSwarm>(upTo(MOST_BLINDED));

  constructor(parts: FinderParts) {
    this.#parts = parts;
  }

  /** The projects that are asked for, as they are called today, and around midnight on both days. */
  get wanted(): readonly BlindedSwarm[] {
    return this.around(this.#parts.wanted());
  }

  /** These projects, as they are called today, and around midnight on both days. */
  around(swarms: readonly SwarmId[]): readonly BlindedSwarm[] {
    const days = daysAround(this.#parts.date());
    return swarms.flatMap((swarm) => days.map((day) => this.#blind(swarm, day)));
  }

  /** Opens envelopes; null for one that is of none of my projects. What they are called on a day is looked up once. */
  opener(): (envelope: ReadEnvelope) => Opened | null {
    const wanted = this.#parts.wanted();
    const byDay = new Map<number, readonly BlindedSwarm[]>();
    return (envelope) => {
      const { day } = envelope.envelope;
      const blinded = byDay.get(day) ?? wanted.map((swarm) => this.#blind(swarm, day));
      byDay.set(day, blinded);
      for (const each of blinded) {
        const announcement = this.#parts.sealing.open(envelope, each);
        if (announcement !== null) return { swarm: each.swarm, announcement };
      }
      return null;
    };
  }

  /** Tells where peers are, of each the latest. @returns whether one is elsewhere than before */
  tell(opened: readonly Announcement[]): boolean {
    let hasMoved = false;
    const counts = new Map<string, number>();
    for (const found of this.#mix(opened)) {
      const count = (counts.get(found.swarm) ?? 0) + 1;
      counts.set(found.swarm, count);
      const before = this.#last.get(found.peer);
      const isOld = before !== undefined && found.seq <= before.seq;
      if (found.peer === this.#parts.self || isOld || count > MOST_PER_SWARM) continue;
      const places = JSON.stringify([found.endpoints, found.relays]);
      if (places !== before?.places) hasMoved = true;
      this.#last.set(found.peer, { seq: found.seq, places });
      this.events.emit('found', found);
    }
    return hasMoved;
  }

  /** In no order that others could choose: where one invents very many, the others have their turn, too. */
  #mix(opened: readonly Announcement[]): readonly Announcement[] {
    const latest = new Map<PeerId, Announcement>();
    const { chance } = this.#parts;
    for (const found of opened) {
      if (found.seq > (latest.get(found.peer)?.seq ?? 0)) latest.set(found.peer, found);
    }
    const inTurn = [...latest.values()].map((found) => ({ found, turn: chance() }));
    return inTurn.sort((one, other) => one.turn - other.turn).map(({ found }) => found);
  }

  #blind(swarm: SwarmId, day: number): BlindedSwarm {
    const key = `${swarm} ${day}`;
    const known = this.#blinded.get(key);
    if (known !== undefined) return known;
    const made = blind(swarm, day);
    this.#blinded.set(key, made);
    return made;
  }
}
