import { blind } from '../../engine/tracker/blinding.ts';
import { dayOf } from '../../shared/domain/reach/days.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import { Chance } from './chance.ts';
import { Finds, type Seeker } from './finds.ts';
import { HonestPeer } from './honest-peer.ts';
import { HOSTILE_KINDS, HostilePeer } from './hostile.ts';
import { SimulatedClock } from './simulated-clock.ts';
import { envelopeBytes, SimulatedKeys } from './simulated-sealing.ts';
import { SimulatedTracker, type TrackerUse } from './simulated-tracker.ts';
import { type ExchangeUse, LATENCY, type Lan, World } from './world.ts';

const MINUTE = 60_000;
/** In the middle of a day: names change at midnight. */
const START = Date.UTC(2026, 0, 12, 9);
/** Peers of an office; the others are on networks of their own. */
const IN_OFFICE = 30;
const OFFICE_SHARE = 0.7;
/** Projects of an office, and of each peer. */
const PROJECTS = { office: 5, most: 3 };
/** Networks that nobody can dial into. */
const CLOSED = 0.6;
/** Who is there at the beginning starts within so long; each stays and is away for so long, on average. */
const COMING = { within: 5 * MINUTE, share: 0.75, stays: 180 * MINUTE, away: 60 * MINUTE };
/** So many minutes alone are long. */
const LONG = 6;
/** Networks that are cut off for a while. */
const CUT_SHARE = 0.2;

export interface SimulationOptions {
  readonly peers: number;
  readonly swarms: number;
  readonly seed: number;
  /** The share of peers that are hostile, from 0 to 1. */
  readonly hostile: number;
  readonly minutes: number;
  /** How many times as long as usual the tracker takes for everything. */
  readonly slowness: number;
  /** From which minute until which some networks are cut off. */
  readonly cut: { readonly from: number; readonly until: number };
}

/** How it stands at one minute. */
export interface Minute {
  readonly minute: number;
  /** Of those who could be connected, who are of one swarm and on two networks. */
  readonly share: number;
  /** Peers that are with nobody, though they could be. */
  readonly alone: number;
  readonly kept: number;
  /** Requests since the minute before. */
  readonly requests: number;
  readonly busy: number;
  readonly exchanges: number;
  /** What the tracker was told and has told. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Of the tracker's processor, since the minute before. */
  readonly core: number;
}

export interface SimulationOutcome {
  readonly options: SimulationOptions;
  readonly minutes: readonly Minute[];
  readonly tracker: TrackerUse;
  readonly exchanges: ExchangeUse;
  readonly finds: Finds;
  /** Networks of many. */
  readonly offices: readonly Lan[];
  readonly honest: readonly HonestPeer[];
  readonly relayed: number;
  /** Who is alone at the end, and has been for long, by id. */
  readonly alone: readonly PeerId[];
}

/**
 * The same seed takes the same course.
 * @param say hears of each minute
 * @param signal ends it after the minute that is simulated: what has happened by then is the outcome
 */
export async function simulate(
  options: SimulationOptions,
  say: (minute: Minute) => void = () => {},
  signal: AbortSignal | null = null,
): Promise<SimulationOutcome> {
  const chance = new Chance(options.seed);
  const clock = new SimulatedClock(START);
  const keys = new SimulatedKeys();
  const swarms = Array.from({ length: options.swarms }, () => chance.id() as SwarmId);
  const relay = { id: chance.id() as PeerId, host: 'relay.example', port: 7_655 };
  const bytesPerEnvelope = envelopeBytes(blind(chance.id() as SwarmId, dayOf(START)), relay.id);
  const latency = LATENCY.outside;
  const { slowness } = options;
  const tracker = new SimulatedTracker({
    ...{ clock, chance, keys, latency, bytesPerEnvelope, slowness },
  });
  const world = new World(clock, tracker, bytesPerEnvelope);
  const finds = new Finds(world);
  const lans: Lan[] = [];
  const newLan = (): Lan => {
    const index = lans.length;
    const host = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
    const use = { asked: 0, asking: 0, most: 0, askers: new Set<PeerId>() };
    const lan = { host, isOpen: chance.next() >= CLOSED, isCut: false, members: [], use };
    lans.push(lan);
    return lan;
  };
  const honest: HonestPeer[] = [];
  const addHonest = (lan: Lan, from: readonly SwarmId[]) => {
    const mine = chance.pickSome(from, 1 + chance.below(PROJECTS.most));
    const host = `192.168.0.${lan.members.length + 1}`;
    const peer = new HonestPeer({ world, chance, keys, finds, lan, host, relay, swarms: mine });
    world.add(peer);
    honest.push(peer);
  };
  const hostileCount = Math.round(options.peers * options.hostile);
  const honestCount = options.peers - hostileCount;
  const offices = Array.from(
    { length: Math.max(1, Math.round((honestCount * OFFICE_SHARE) / IN_OFFICE)) },
    () => ({ lan: newLan(), projects: chance.pickSome(swarms, PROJECTS.office) }),
  );
  for (let count = 0; count < honestCount * OFFICE_SHARE; count += 1) {
    const { lan, projects } = chance.pick(offices);
    addHonest(lan, projects);
  }
  while (honest.length < honestCount) addHonest(newLan(), swarms);
  for (let count = 0; count < hostileCount; count += 1) {
    const kind = HOSTILE_KINDS[count % HOSTILE_KINDS.length] ?? 'flood';
    const lan = kind === 'omit' ? chance.pick(offices).lan : newLan();
    const swarm = chance.pick(swarms);
    world.add(new HostilePeer({ world, chance, keys, lan, swarm }, kind));
  }

  const start = (peer: HonestPeer) => {
    peer.start();
    finds.started(peer);
    clock.after(chance.wait(COMING.stays), () => {
      finds.stopped(peer);
      peer.stop();
      clock.after(chance.wait(COMING.away), () => start(peer));
    });
  };
  for (const peer of honest) {
    const isEarly = chance.next() < COMING.share;
    const wait = isEarly ? chance.next() * COMING.within : chance.wait(COMING.away);
    clock.after(wait, () => start(peer));
  }
  const cut = lans.filter(() => chance.next() < CUT_SHARE);
  clock.after(options.cut.from * MINUTE, () => {
    for (const lan of cut) world.cut(lan);
    finds.disturbed();
  });
  clock.after(options.cut.until * MINUTE, () => {
    for (const lan of cut) world.heal(lan);
    finds.disturbed();
  });

  const minutes: Minute[] = [];
  let before = { requests: 0, busy: 0, exchanges: 0, worked: 0, bytesIn: 0, bytesOut: 0 };
  /** For how many minutes each has been alone. */
  let alone = new Map<Seeker, number>();
  for (let minute = 1; minute <= options.minutes; minute += 1) {
    await clock.runUntil(minute * MINUTE);
    const { requests, busy, bytesIn, bytesOut } = tracker.use;
    const exchanges = world.use.inside + world.use.outside;
    const { worked } = tracker;
    const found = finds.share();
    alone = new Map(found.alone.map((peer) => [peer, 1 + (alone.get(peer) ?? 0)]));
    const each: Minute = {
      ...{ minute, share: found.share, alone: alone.size, kept: tracker.size },
      requests: requests - before.requests,
      busy: busy - before.busy,
      exchanges: exchanges - before.exchanges,
      bytesIn: bytesIn - before.bytesIn,
      bytesOut: bytesOut - before.bytesOut,
      core: (worked - before.worked) / MINUTE,
    };
    before = { requests, busy, exchanges, worked, bytesIn, bytesOut };
    minutes.push(each);
    say(each);
    if (signal?.aborted === true) break;
  }
  const { relayed, use } = world;
  return {
    ...{ options, minutes, finds, honest, relayed, tracker: tracker.use, exchanges: use },
    offices: offices.map(({ lan }) => lan),
    alone: [...alone].flatMap(([{ id }, time]) => (time >= LONG ? [id] : [])),
  };
}
