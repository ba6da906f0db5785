import type { RoomCommit, RoomCommits } from '../../../shared/api/room-state.ts';
import type { AppState } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { PeerId, SwarmId } from '../../../shared/ids.ts';
import { compareNames } from '../people/compare-names.ts';
import { hasLeft } from '../people/peers.ts';

/** Somebody with a name and a colour. */
export interface Person {
  readonly id: PeerId;
  readonly name: string;
}

/** A project that is open in a room, mine or somebody else's. */
export interface OpenProject {
  readonly id: SwarmId;
  readonly name: string;
  readonly description: string | null;
  /** When the last copy that is open so ends to be, in milliseconds since the epoch; null if one does not. */
  readonly until: number | null;
  /** Who has it, of those who are here. */
  readonly people: readonly Person[];
  /** The newest first. */
  readonly commits: readonly RoomCommit[];
}

/**
 * What is open in a room nearby, the one with the latest commit first: only what everyone may see, as it is shown aloud.
 * @param told what the engine has gathered; until then, and for what is newer, lists of heads tell
 * @param now in milliseconds since the epoch
 */
export function openProjects(
  { self, peers, repositories, swarms }: RoomState,
  told: RoomCommits | null,
  now: number,
): OpenProject[] {
  const known = new Map(told?.projects.map(({ swarm, commits }) => [swarm, commits]));
  const projects = swarms.flatMap((swarm): OpenProject[] => {
    const { mine, theirs, rooms } = roomsOf(swarm, repositories, now);
    if (rooms.length === 0) return [];
    const hasIt = mine.some(({ visibility }) => visibility.to === 'everyone');
    const others = new Set(theirs.map(({ peer }) => peer));
    const people: Person[] = [...others].flatMap((id) => {
      const peer = peers[id];
      return peer === undefined || hasLeft(peer) ? [] : [peer];
    });
    if (hasIt && self !== null) people.push(self);
    return [
      {
        ...{ id: swarm.id, name: swarm.name, description: swarm.description },
        until: latestEnd(rooms),
        people: people.sort((a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1)),
        commits: withHeads(known.get(swarm.id) ?? [], swarm),
      },
    ];
  });
  return projects.sort(
    (a, b) =>
      latestTime(b) - latestTime(a) || compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1),
  );
}

/** How many projects are open in a room nearby. @param now in milliseconds since the epoch */
export function countOpen(
  { repositories, swarms }: Pick<RoomState, 'repositories' | 'swarms'>,
  now: number,
): number {
  const isOpen = (swarm: Swarm) => roomsOf(swarm, repositories, now).rooms.length > 0;
  return swarms.filter(isOpen).length;
}

/** The copies that everyone may see, or that are mine, and those rooms of theirs that are on. */
function roomsOf(swarm: Swarm, repositories: AppState['repositories'], now: number) {
  const mine = swarm.local.flatMap((id) => repositories[id] ?? []);
  const theirs = swarm.alternatives.filter(({ isOpen }) => isOpen);
  const rooms = [...mine, ...theirs].flatMap(({ room }) => room ?? []);
  return { mine, theirs, rooms: rooms.filter(({ until }) => until === null || now < until) };
}

/** What a list of what is open follows from. */
export interface RoomState extends Pick<AppState, 'self' | 'peers' | 'repositories'> {
  /** Those that may be open, or all. */
  readonly swarms: readonly Swarm[];
}

function latestEnd(rooms: readonly { readonly until: number | null }[]): number | null {
  const ends = rooms.map(({ until }) => until ?? Number.POSITIVE_INFINITY);
  const last = Math.max(...ends);
  return Number.isFinite(last) ? last : null;
}

function latestTime({ commits }: OpenProject): number {
  return commits[0]?.time ?? 0;
}

/** Heads that moved since the engine was asked are known already. */
function withHeads(commits: readonly RoomCommit[], { alternatives }: Swarm): RoomCommit[] {
  const all = new Map(commits.map((commit) => [commit.oid, commit]));
  for (const { peer, heads } of alternatives.filter(({ isOpen }) => isOpen)) {
    for (const { oid, tip } of heads) {
      if (tip === null) continue;
      const { author, time, subject } = tip;
      const at = tip.oid ?? oid;
      if (!all.has(at)) all.set(at, { oid: at, author, time, subject, peers: [peer] });
    }
  }
  return [...all.values()].sort((a, b) => b.time - a.time || (a.oid < b.oid ? -1 : 1));
}
