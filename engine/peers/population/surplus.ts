import type { PeerId } from '../../../shared/ids.ts';

/** What counts when there are too many peers. Times are in milliseconds of one clock. */
export interface Occupant {
  readonly id: PeerId;
  /** Trusted ones always stay; known ones, and those the user asked for, before new ones. */
  readonly standing: 'trusted' | 'known' | 'new';
  /** `heard of`: never connected, only announced on the network or spoken of by others. */
  readonly presence: 'connected' | 'left' | 'heard of';
  /** The IP address at the other end of its last connection; null if there was none. */
  readonly host: string | null;
  /** Since when it has a list that was accepted, on this connection; null if it has none. */
  readonly spokenSince: number | null;
  /** When it was last connected, seen or heard. */
  readonly usedAt: number;
}

export interface PopulationBounds {
  /** In all, the trusted ones not counted. */
  readonly all: number;
  /** Connected at once. */
  readonly connected: number;
  /** Connected from one address: a whole office may stand behind one. */
  readonly connectedPerHost: number;
  /** Shown as having left one address. */
  readonly leftPerHost: number;
  /** Heard of: on the network, anyone can make them up. */
  readonly heardOf: number;
}

export const POPULATION_BOUNDS: PopulationBounds = {
  all: 2_000,
  connected: 1_024,
  connectedPerHost: 128,
  leftPerHost: 16,
  heardOf: 256,
};

/**
 * Who has to go, so that nobody's throw-away keys take the room of others. Where those of several
 * addresses are too many, those of the most crowded one go.
 */
export function surplus(
  all: readonly Occupant[],
  bounds: PopulationBounds = POPULATION_BOUNDS,
): Set<PeerId> {
  const going = new Set<PeerId>();
  const bound = (of: readonly Occupant[], most: number) => {
    const rest = of.filter(({ id }) => !going.has(id));
    if (rest.length <= most) return;
    for (const { id } of inOrder(rest).slice(most)) going.add(id);
  };
  const strangers = all.filter(({ standing }) => standing !== 'trusted');
  const being = (presence: Occupant['presence']) =>
    strangers.filter((occupant) => occupant.presence === presence);
  for (const group of byHost(being('connected'))) bound(group, bounds.connectedPerHost);
  for (const group of byHost(being('left'))) bound(group, bounds.leftPerHost);
  bound(being('heard of'), bounds.heardOf);
  bound(being('connected'), bounds.connected);
  bound(strangers, bounds.all);
  return going;
}

/** Who is to stay first: known ones, then the first of each address, then the second of each. */
function inOrder(occupants: readonly Occupant[]): Occupant[] {
  return byHost(occupants)
    .flatMap((group) => group.sort(mostDeserving).map((occupant, place) => ({ occupant, place })))
    .sort(
      (a, b) =>
        knownFirst(a.occupant, b.occupant) ||
        a.place - b.place ||
        mostDeserving(a.occupant, b.occupant),
    )
    .map(({ occupant }) => occupant);
}

function byHost(occupants: readonly Occupant[]): Occupant[][] {
  const groups = new Map<string | null, Occupant[]>();
  for (const occupant of occupants) {
    const group = groups.get(occupant.host);
    if (group === undefined) groups.set(occupant.host, [occupant]);
    else group.push(occupant);
  }
  return [...groups.values()];
}

/**
 * Known before new; here before away; who has said something before who has not. Of those who have,
 * the eldest stay, so that nobody is driven out; of the others the newest, so that somebody can come.
 */
function mostDeserving(a: Occupant, b: Occupant): number {
  return (
    knownFirst(a, b) ||
    Number(b.presence === 'connected') - Number(a.presence === 'connected') ||
    (a.spokenSince ?? Number.POSITIVE_INFINITY) - (b.spokenSince ?? Number.POSITIVE_INFINITY) ||
    b.usedAt - a.usedAt
  );
}

function knownFirst(a: Occupant, b: Occupant): number {
  return Number(b.standing === 'known') - Number(a.standing === 'known');
}
