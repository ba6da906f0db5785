import type { AppState, LocalRepository, Peer } from '../../../shared/api/state.ts';
import type {
  Alternative,
  AlternativeHead,
  HeadStanding,
  Swarm,
} from '../../../shared/api/swarm-state.ts';
import { likelyAlias } from '../../../shared/domain/git/tracking-refs.ts';
import { oneOfEach } from '../../../shared/domain/one-of-each.ts';
import { countDistinct } from '../../../shared/domain/words/head-count.ts';
import type { Tip } from '../../../shared/gtp/manifest.ts';
import type { Oid, PeerId, RepositoryId } from '../../../shared/ids.ts';
import { compareNames } from '../people/compare-names.ts';
import { staleSince } from '../people/depots.ts';
import { isFetchable, isReachable } from '../people/peers.ts';

export interface TheirHead {
  readonly kind: 'theirs';
  readonly key: string;
  readonly peer: Peer;
  readonly head: AlternativeHead;
  /** `herring/live-layer`: how the branch is called once fetched. */
  readonly label: string;
  /** How it stands to the chosen copy of mine; null without one. */
  readonly standing: HeadStanding | null;
  /** Where a fetch takes another one of this teammate's copies: what this one is called, and that one. */
  readonly beside: { readonly name: string; readonly taken: string } | null;
  /** As of when it is where it is said to be, in milliseconds since the epoch; null while it is so now. */
  readonly asOf: number | null;
  /** Who else is here and has the same commit. */
  readonly alsoAt: readonly Peer[];
}

/** A tag, once for all who have it at the same object. */
export interface TagRow extends TheirHead {
  /** `peer` first. */
  readonly holders: readonly Peer[];
}

interface MyHead {
  readonly kind: 'mine';
  readonly key: 'mine';
  readonly branch: string;
  /** Known where a teammate has the same commit. */
  readonly tip: Tip | null;
}

export type HeadRow = TheirHead | MyHead;

/**
 * A swarm's heads for one copy of mine: what I do not have first, then what goes beyond my branch,
 * my branch, and what it contains already; the latest first in each.
 */
export function headRows(
  swarm: Swarm,
  peers: AppState['peers'],
  copy: LocalRepository | null,
): HeadRow[] {
  const rows = theirHeads(swarm, peers, copy);
  rows.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (b.head.tip?.time ?? 0) - (a.head.tip?.time ?? 0) ||
      compareNames(a.label, b.label),
  );
  const mine = copy === null ? null : myHead(copy, rows);
  if (mine === null) return rows;
  const beyond = rows.filter((row) => rank(row) < CONTAINED);
  return [...beyond, mine, ...rows.slice(beyond.length)];
}

/** Everybody's heads, in no order. */
export function theirHeads(
  swarm: Swarm,
  peers: AppState['peers'],
  copy: LocalRepository | null,
): TheirHead[] {
  const owners = ownersByCommit(swarm, peers);
  const { taken } = oneOfEach(swarm.alternatives, ({ peer }) => peer);
  return swarm.alternatives.flatMap((alternative) => {
    const peer = peers[alternative.peer];
    if (peer === undefined) return [];
    const alias = aliasOf(alternative, peer, copy?.id ?? null);
    const first = taken.find((each) => each.peer === alternative.peer) ?? alternative;
    const beside = first === alternative ? null : { name: alternative.name, taken: first.name };
    return alternative.heads.map((head) => ({
      kind: 'theirs' as const,
      key: `${alternative.repository} ${head.ref}`,
      peer,
      head,
      label: `${alias}/${head.name}`,
      standing: copy === null ? null : (head.standing[copy.id] ?? null),
      beside,
      asOf: staleSince(alternative, peer),
      alsoAt: (owners.get(head.oid) ?? []).filter(({ id }) => id !== peer.id),
    }));
  });
}

/** Who is here and shares a head at a commit. */
function ownersByCommit(swarm: Swarm, peers: AppState['peers']): Map<Oid, Peer[]> {
  const owners = new Map<Oid, Peer[]>();
  for (const { peer: id, heads } of swarm.alternatives) {
    const peer = peers[id];
    if (peer === undefined || !isReachable(peer)) continue;
    for (const { oid } of heads) {
      const known = owners.get(oid) ?? [];
      if (!known.includes(peer)) owners.set(oid, [...known, peer]);
    }
  }
  return owners;
}

const CONTAINED = 2;

function rank({ standing }: TheirHead): number {
  if (standing === null) return 0;
  if (!standing.here) return 0;
  const { kind } = standing.relation;
  return kind === 'same' || kind === 'behind' ? CONTAINED : 1;
}

function myHead(copy: LocalRepository, rows: readonly TheirHead[]): MyHead | null {
  if (copy.status.state !== 'ready' || copy.status.branch === null) return null;
  const { branch } = copy.status;
  const same = rows.find(
    ({ standing }) => standing?.relation.kind === 'same' && standing.against === branch,
  );
  return { kind: 'mine', key: 'mine', branch, tip: same?.head.tip ?? null };
}

/** A teammate's heads in the projects that both of us have, or in that of one repository of mine. */
export function headsToFollow(
  swarms: AppState['swarms'],
  peer: PeerId,
  repository: RepositoryId | null,
): AlternativeHead[] {
  return Object.values(swarms)
    .filter(({ local }) => (repository === null ? local.length > 0 : local.includes(repository)))
    .flatMap(({ alternatives }) => oneOfEach(alternatives, (each) => each.peer).taken)
    .filter((alternative) => alternative.peer === peer)
    .flatMap(({ heads }) => heads);
}

const TRACKING = /^refs\/remotes\/([^/]+)\//;

/** The name a peer's heads are kept under in this copy, or would be. */
function aliasOf(alternative: Alternative, peer: Peer, copy: RepositoryId | null): string {
  if (copy !== null) {
    for (const head of alternative.heads) {
      const alias = head.standing[copy]?.tracking?.match(TRACKING)?.[1];
      if (alias !== undefined) return alias;
    }
  }
  return likelyAlias(peer);
}

/** Whether a fetch brings a head's commits, which are not here. */
export function isNew(row: HeadRow): boolean {
  return row.kind === 'theirs' && row.beside === null && row.standing?.here === false;
}

/** Whether a head was fetched, and taken back: it can be fetched again. */
export function isUndone(row: HeadRow): boolean {
  return row.kind === 'theirs' && row.beside === null && row.standing?.isUndone === true;
}

export interface NewHeads {
  /** Different branches; what several peers have at the same commit counts once. */
  readonly count: number;
  /** The reachable peers that have them, or tags that are new. */
  readonly peers: readonly PeerId[];
}

/** What is new at those who are here. */
export function newHeads(rows: readonly HeadRow[]): NewHeads {
  const theirs = rows.filter((row) => row.kind === 'theirs');
  const fresh = theirs.filter((row) => isNew(row) && isReachable(row.peer));
  const branches = fresh.map(({ head }) => head).filter(({ kind }) => kind === 'branch');
  return {
    count: countDistinct(branches),
    peers: [...new Set(fresh.map(({ peer }) => peer.id))],
  };
}

/** The tags among rows: three people with the same three hundred have three hundred. */
export function tagRows(rows: readonly HeadRow[]): TagRow[] {
  const groups = new Map<string, TheirHead[]>();
  for (const row of rows) {
    if (row.kind === 'mine' || row.head.kind !== 'tag') continue;
    const key = `${row.head.oid} ${row.head.name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups].flatMap(([key, group]) => {
    const row = bestOf(group);
    if (row === undefined) return [];
    const holders = [
      row.peer,
      ...group.map(({ peer }) => peer).filter((peer) => peer !== row.peer),
    ];
    const label = holders.length > 1 ? row.head.name : row.label;
    return [{ ...row, key, label, holders: [...new Set(holders)] }];
  });
}

/** The one that was fetched stands for all who have the same, else one that can be. */
function bestOf(rows: readonly TheirHead[]): TheirHead | undefined {
  return (
    rows.find(({ standing }) => standing?.tracking != null) ??
    rows.find(({ peer, beside }) => beside === null && isFetchable(peer)) ??
    rows[0]
  );
}
