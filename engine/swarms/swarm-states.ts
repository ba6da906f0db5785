import type {
  Alternative,
  AlternativeHead,
  HeadStanding,
  Swarm,
} from '../../shared/api/swarm-state.ts';
import { headKind, shortRefName } from '../../shared/domain/git/ref-name.ts';
import { groupIntoSwarms } from '../../shared/domain/git/swarms.ts';
import { theirLeftOut } from '../../shared/domain/left-out.ts';
import { oneOfEach } from '../../shared/domain/one-of-each.ts';
import { countDistinct } from '../../shared/domain/words/head-count.ts';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Oid, PeerId, RepositoryId, SwarmId } from '../../shared/ids.ts';

/** A copy of mine, as far as swarms are concerned. */
export interface MyCopy {
  readonly kind: 'mine';
  readonly id: RepositoryId;
  readonly name: string;
  readonly description: string | null;
  readonly swarm: SwarmId;
  readonly roots: readonly Oid[];
  readonly latestCommit: number | null;
  readonly maintainers: readonly PeerId[];
}

/** A teammate's copy. */
export interface TheirCopy {
  readonly kind: 'theirs';
  readonly peer: PeerId;
  readonly shared: SharedRepository;
  readonly swarm: SwarmId;
  readonly roots: readonly Oid[];
}

/** How the heads of a teammate's copy stand to a copy of mine, in the order of its heads. */
export type StandingsOf = (mine: MyCopy, theirs: TheirCopy) => readonly HeadStanding[] | null;

/** All swarms that I have, or that are nearby. */
export function swarmStates(
  copies: readonly (MyCopy | TheirCopy)[],
  standingsOf: StandingsOf,
): Map<SwarmId, Swarm> {
  const swarms = new Map<SwarmId, Swarm>();
  for (const [id, members] of groupIntoSwarms(copies)) {
    const mine = members.filter((copy) => copy.kind === 'mine');
    const theirs = members.filter((copy) => copy.kind === 'theirs');
    swarms.set(id, swarmState(id, mine, theirs, standingsOf));
  }
  return swarms;
}

/**
 * Whether the same is to be shown of two groups. Of copies of mine more may have changed than can be seen here;
 * a teammate's list is never written into.
 */
export function areSameCopies(
  a: readonly (MyCopy | TheirCopy)[],
  b: readonly (MyCopy | TheirCopy)[],
): boolean {
  return a.length === b.length && a.every((copy, index) => isSameCopy(copy, b[index]));
}

function isSameCopy(a: MyCopy | TheirCopy, b: MyCopy | TheirCopy | undefined): boolean {
  return a.kind === 'theirs' && b?.kind === 'theirs' && a.peer === b.peer && a.shared === b.shared;
}

function swarmState(
  id: SwarmId,
  mine: readonly MyCopy[],
  theirs: readonly TheirCopy[],
  standingsOf: StandingsOf,
): Swarm {
  const alternatives = theirs.map((copy) => alternative(copy, mine, standingsOf));
  const heads = alternatives.flatMap((copy) => copy.heads);
  const isNew = ({ standing }: AlternativeHead) =>
    Object.values(standing).some(({ here }) => !here);
  const { taken } = oneOfEach(alternatives, ({ peer }) => peer);
  const fresh = taken.flatMap((copy) => copy.heads).filter(isNew);
  const isBranch = ({ kind }: AlternativeHead) => kind === 'branch';
  const times = [
    ...heads.map(({ tip }) => tip?.time ?? null),
    ...mine.map(({ latestCommit }) => latestCommit),
  ].filter((time) => time !== null);
  return {
    id,
    name: mine[0]?.name ?? mostCommon(theirs.map(({ shared }) => shared.name)) ?? id,
    description: firstOf([
      ...mine.map(({ description }) => description),
      ...theirs.map(({ shared }) => shared.description || null),
    ]),
    local: mine.map((copy) => copy.id),
    alternatives,
    newHeads: countDistinct(fresh.filter(isBranch)),
    newTags: countDistinct(fresh.filter((head) => !isBranch(head))),
    updatedAt: times.length === 0 ? null : Math.max(...times),
  };
}

function alternative(
  copy: TheirCopy,
  mine: readonly MyCopy[],
  standingsOf: StandingsOf,
): Alternative {
  const { peer, shared } = copy;
  const leftOut = theirLeftOut(shared);
  const standings = mine.map((own) => [own.id, standingsOf(own, copy)] as const);
  return {
    peer,
    repository: shared.id,
    name: shared.name,
    isOpen: shared.open === true,
    ...(shared.room === undefined ? {} : { room: roomOf(shared.room) }),
    ...(shared.mirror === undefined ? {} : { mirror: mirrorOf(shared.mirror) }),
    ...(shared.pushes === undefined ? {} : { pushes: pushesOf(shared.pushes) }),
    isOwn: mine.some(({ maintainers }) => maintainers.includes(peer)),
    defaultBranch: shared.defaultBranch ?? null,
    ...(leftOut === null ? {} : { leftOut }),
    heads: shared.heads.map(({ ref, oid, tip }, index) => ({
      ref,
      name: shortRefName(ref),
      kind: headKind(ref),
      oid,
      tip: tip ?? null,
      standing: Object.fromEntries(
        standings.flatMap(([id, list]) => {
          const standing = list?.[index];
          return standing === undefined ? [] : [[id, standing]];
        }),
      ),
    })),
  };
}

function pushesOf({ owner, head }: NonNullable<SharedRepository['pushes']>): Alternative['pushes'] {
  return { owner, entries: head?.seq ?? 0 };
}

function mirrorOf({ of, asOf }: NonNullable<SharedRepository['mirror']>): Alternative['mirror'] {
  return { of, asOf: asOf === undefined ? null : asOf * 1_000 };
}

function roomOf({ until }: NonNullable<SharedRepository['room']>): Alternative['room'] {
  return { until: until === undefined ? null : until * 1_000 };
}

function mostCommon(names: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0] ?? null;
}

function firstOf(values: readonly (string | null)[]): string | null {
  return values.find((value) => value !== null) ?? null;
}
