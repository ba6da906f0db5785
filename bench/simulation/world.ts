import type { TrackersEvent } from '../../shared/gtp/events.ts';
import type { Exchange, ExchangeAnswer } from '../../shared/gtp/tracker.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { SimulatedClock } from './simulated-clock.ts';
import type { SimulatedTracker, TrackerQuestions, Visitor } from './simulated-tracker.ts';

/** How long a packet is on its way, in milliseconds: on one network, and between two. */
export const LATENCY = { inside: 1, outside: 20 };
/** How long it takes until peers on one network have seen each other and are connected, in milliseconds. */
const SEEN_AFTER = 1_000;

/** A network on which everybody sees everybody. */
export interface Lan {
  /** As everybody else sees it. */
  readonly host: string;
  /** Whether its peers can be dialled from outside; others are reached over a relay. */
  readonly isOpen: boolean;
  /** Nothing gets out of it, or in. */
  isCut: boolean;
  readonly members: Member[];
  readonly use: LanUse;
}

interface LanUse {
  /** Requests to the tracker: in all, at the moment, and the most at one moment. */
  asked: number;
  asking: number;
  most: number;
  /** Peers that have asked it. */
  readonly askers: Set<PeerId>;
}

/** Somebody on a network, whatever they are up to. */
export interface Member {
  readonly id: PeerId;
  readonly lan: Lan;
  readonly isHonest: boolean;
  readonly isOnline: boolean;
  linked(other: Member): void;
  unlinked(other: Member): void;
  told(from: Member, event: Told): void;
  /** Null where it does not answer. */
  answer(from: Member, request: Exchange): ExchangeAnswer | null;
}

export type Told = Omit<TrackersEvent, 'type'>;

export interface ExchangeUse {
  /** Between peers of one network, and of two. */
  inside: number;
  outside: number;
  insideBytes: number;
  outsideBytes: number;
}

/** Who is where, who is connected with whom, and what gets through. */
export class World {
  readonly clock: SimulatedClock;
  readonly tracker: SimulatedTracker;
  readonly bytesPerEnvelope: number;
  readonly use: ExchangeUse = { inside: 0, outside: 0, insideBytes: 0, outsideBytes: 0 };
  readonly members = new Map<PeerId, Member>();
  /** Connections that go over a relay. */
  relayed = 0;
  readonly #links = new Map<Member, Set<Member>>();

  constructor(clock: SimulatedClock, tracker: SimulatedTracker, bytesPerEnvelope: number) {
    this.clock = clock;
    this.tracker = tracker;
    this.bytesPerEnvelope = bytesPerEnvelope;
  }

  add(member: Member): void {
    this.members.set(member.id, member);
    member.lan.members.push(member);
  }

  /** Somebody has started: those on the same network see it, and it sees them. */
  appeared(member: Member): void {
    this.clock.after(SEEN_AFTER, () => {
      for (const other of member.lan.members) if (other !== member) this.link(member, other);
    });
  }

  left(member: Member): void {
    for (const other of this.#linksOf(member)) this.#unlink(member, other);
  }

  cut(lan: Lan): void {
    lan.isCut = true;
    for (const member of lan.members) {
      for (const other of this.#linksOf(member)) {
        if (other.lan !== lan) this.#unlink(member, other);
      }
    }
  }

  heal(lan: Lan): void {
    lan.isCut = false;
  }

  canReach(one: Lan, other: Lan): boolean {
    return one === other || !(one.isCut || other.isCut);
  }

  isLinked(one: Member, other: Member): boolean {
    return this.#linksOf(one).has(other);
  }

  /** @returns whether they are connected now */
  link(one: Member, other: Member): boolean {
    if (!(one.isOnline && other.isOnline && this.canReach(one.lan, other.lan))) return false;
    if (this.isLinked(one, other)) return true;
    this.#linksOf(one).add(other);
    this.#linksOf(other).add(one);
    if (one.lan !== other.lan && !(one.lan.isOpen || other.lan.isOpen)) this.relayed += 1;
    one.linked(other);
    other.linked(one);
    return true;
  }

  /** Tells those who are connected: all that are as far away hear it at the same moment. */
  tell(from: Member, event: Told): void {
    const links = [...this.#linksOf(from)];
    for (const isInside of [true, false]) {
      const hearing = links.filter((other) => (other.lan === from.lan) === isInside);
      if (hearing.length === 0) continue;
      this.clock.after(LATENCY[isInside ? 'inside' : 'outside'], () => {
        for (const other of hearing) if (this.isLinked(from, other)) other.told(from, event);
      });
    }
  }

  /** @throws if they are not connected, or there is no answer */
  async ask(from: Member, to: Member, request: Exchange): Promise<ExchangeAnswer> {
    const latency = latencyOf(from, to);
    await this.clock.pause(latency);
    const answer = this.isLinked(from, to) ? to.answer(from, request) : null;
    const envelopes = request.envelopes.length + (answer?.envelopes.length ?? 0);
    const bytes = envelopes * this.bytesPerEnvelope;
    const isInside = from.lan === to.lan;
    this.use[isInside ? 'inside' : 'outside'] += 1;
    this.use[isInside ? 'insideBytes' : 'outsideBytes'] += bytes;
    await this.clock.pause(latency);
    if (answer === null) throw new Error('it does not answer');
    return answer;
  }

  visitor(member: Member): Visitor {
    const { lan, isHonest } = member;
    return { host: lan.host, isHonest, canReach: () => !lan.isCut };
  }

  /** The tracker as somebody asks it, counted for their network. */
  lineOf(member: Member): TrackerQuestions {
    const line = this.tracker.line(this.visitor(member));
    const { use } = member.lan;
    const counted = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
      use.asked += 1;
      use.asking += 1;
      use.most = Math.max(use.most, use.asking);
      use.askers.add(member.id);
      let isOpen = true;
      const close = () => {
        if (isOpen) use.asking -= 1;
        isOpen = false;
      };
      // Who ends closes its connection.
      signal.addEventListener('abort', close, { once: true });
      return work().finally(() => {
        close();
        signal.removeEventListener('abort', close);
      });
    };
    return {
      read: (shard, signal) => counted(signal, () => line.read(shard, signal)),
      tell: (envelopes, signal) => counted(signal, () => line.tell(envelopes, signal)),
      forget: () => line.forget(),
    };
  }

  #linksOf(member: Member): Set<Member> {
    const links = this.#links.get(member) ?? new Set();
    this.#links.set(member, links);
    return links;
  }

  #unlink(one: Member, other: Member): void {
    this.#linksOf(one).delete(other);
    this.#linksOf(other).delete(one);
    if (one.lan !== other.lan && !(one.lan.isOpen || other.lan.isOpen)) this.relayed -= 1;
    one.unlinked(other);
    other.unlinked(one);
  }
}

function latencyOf(one: Member, other: Member): number {
  return one.lan === other.lan ? LATENCY.inside : LATENCY.outside;
}
