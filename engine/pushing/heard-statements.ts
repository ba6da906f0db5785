import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { ChainStatement, SignedStatement, TakesPushes } from '../../shared/gtp/push.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { Chain } from '../chain/chain.ts';
import { isByItsDepot, readStatement } from '../chain/statement.ts';
import { type DepotLiesError, HiddenFromHereError, TwoStoriesError } from '../errors/pushing.ts';
import type { Peers } from '../peers/peers.ts';

/** Of one teammate so many are looked at: an honest one has one of a chain, and one that does not fit. */
const PER_PEER = 4;

/** What somebody says that a depot stated of one chain; who signed it is looked up where it does not fit. */
export interface Heard extends Pick<ChainStatement, 'owner' | 'head' | 'time'> {
  readonly from: PeerId;
  readonly signed: SignedStatement;
}

export type About = Pick<TakesPushes, 'project' | 'owner'>;
/** Of one owner, or of whom it may be. */
export type OfProject = Pick<About, 'project'> & Partial<About>;

/** Somebody, and what it shows. */
export interface Witness {
  readonly id: PeerId;
  readonly repositories: readonly Pick<SharedRepository, 'seen'>[];
}

/** What a peer shows; of one that is away, what it showed last. */
export function shownBy(peers: Peers, id: PeerId): readonly SharedRepository[] {
  const shown = peers.find(id)?.manifest ?? peers.lastKnown(id);
  return shown?.repositories ?? [];
}

/** All that were ever met; of those who are away counts what they showed last. */
export function witnessesAmong(peers: Peers): Witness[] {
  return peers.all.map(({ id }) => ({ id, repositories: shownBy(peers, id) }));
}

/** Which depots these say that they have a statement of, and about which projects; not checked. */
export function toldOf(witnesses: Iterable<Witness>): Map<unknown, Set<unknown>> {
  const told = new Map<unknown, Set<unknown>>();
  for (const { repositories } of witnesses) {
    for (const { statement } of repositories.flatMap(({ seen = [] }) => seen)) {
      const projects = told.get(statement.depot) ?? new Set();
      told.set(statement.depot, projects.add(statement.project));
    }
  }
  return told;
}

/** What all these say that a depot stated of a chain. */
export function heardOf(witnesses: Iterable<Witness>, depot: PeerId, about: OfProject): Heard[] {
  const heard: Heard[] = [];
  for (const { id, repositories } of witnesses) {
    const all = repositories.flatMap(({ seen = [] }) => seen);
    const ofThis = all.flatMap((signed) => heardFrom(id, signed, depot, about));
    heard.push(...ofThis.slice(0, PER_PEER));
  }
  return heard;
}

/** One at the most: none where it is of another depot or chain, or no statement. */
export function heardFrom(
  from: PeerId,
  signed: SignedStatement | undefined,
  depot: PeerId,
  { project, owner }: OfProject,
): Heard[] {
  // Most are of others: those are told apart without looking at all of them.
  if (signed?.statement.depot !== depot || signed.statement.project !== project) return [];
  const statement = readStatement(signed);
  if (statement === null || (owner !== undefined && statement.owner !== owner)) return [];
  const { head, time } = statement;
  return [{ from, signed, owner: statement.owner, head, time }];
}

/** What a depot's manifest states of its own chain; null where that is not its word for what it shows. */
export function ownStatement(depot: PeerId, pushes: TakesPushes): SignedStatement | null {
  const [own] = heardFrom(depot, pushes.statement, depot, pushes);
  if (own === undefined || own.head.hash !== pushes.head?.hash) return null;
  if (own.head.seq !== pushes.head.seq) return null;
  return isOfDepot(own) ? own.signed : null;
}

/**
 * The first of these that a chain does not hold, and that its depot has signed: what differs before what only goes further.
 * @param settled seconds since the epoch; what was said until then counts no more
 */
export function misfit(
  chain: Chain,
  heard: readonly Heard[],
  settled: number,
): Pick<Heard, 'from' | 'signed'> | undefined {
  const found = heard
    .filter(({ head, time }) => time > settled && !chain.holds(head))
    .sort((one, other) => one.head.seq - other.head.seq)
    .find(isOfDepot);
  return found && { from: found.from, signed: found.signed };
}

/** When the latest of these was made that their depots signed, in seconds since the epoch. */
export function latestOf(heard: readonly Heard[]): number {
  return Math.max(0, ...heard.filter(isOfDepot).map(({ time }) => time));
}

/** What to tell of a depot whose chain does not hold what it stated. @param here how many entries it shows */
export function sayingOther(
  depot: string,
  other: string,
  here: number,
  signed: SignedStatement,
): DepotLiesError {
  const there = readStatement(signed)?.head.seq ?? 0;
  if (there > here) return new HiddenFromHereError(depot, other, { here, there });
  return new TwoStoriesError(depot, other, there);
}

/** Whether the depot that it is of has signed it. */
export function isOfDepot({ signed }: Pick<Heard, 'signed'>): boolean {
  const statement = readStatement(signed);
  return statement !== null && isByItsDepot(signed, statement);
}
