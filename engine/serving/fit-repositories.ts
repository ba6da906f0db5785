import { shortRefName } from '../../shared/domain/git/ref-name.ts';
import { type LeftOut, leftOutFor } from '../../shared/domain/left-out.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type Head,
  type SharedRepository,
  sharedRepositorySchema,
  type ToldRepository,
} from '../../shared/gtp/manifest.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { divide } from './divide.ts';

/** What can be told of some repositories, and what cannot. */
export interface FittedRepositories {
  /** In the order given; each passes its readers' schema. */
  readonly told: readonly ToldRepository[];
  /** Of those of which anything is left out. */
  readonly leftOut: ReadonlyMap<RepositoryId, readonly LeftOut[]>;
  /** How many are left out as a whole. */
  readonly repositories: number;
}

/** Of the bytes, for all but heads; and, where not all heads find room, for them without their tips. */
const SHARE = { frames: 3 / 4, heads: 7 / 8 };
/** For commas, and for what is told of what is left out, in bytes. */
const MARGIN = 160;

/** One repository on its way into the list. Sizes are in bytes of JSON. */
interface Draft {
  /** Without its heads. */
  readonly frame: SharedRepository;
  /** Of the frame and the first head, which always go together. */
  readonly size: number;
  /** The default branch, then the latest first: from the end, they are left out. */
  readonly heads: readonly Head[];
  /** Of all but the heads. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Makes a list that no reader refuses: within every bound, and at most `room` bytes of JSON. What has to stay
 * out is of the least use: what the last commits of old heads are, then such heads, then the repositories where
 * least happens. A default branch stays as long as its repository does. Where bytes are short, repositories share them
 * so that a large one does not crowd out the small ones.
 */
export function fitRepositories(
  repositories: readonly SharedRepository[],
  room: number,
): FittedRepositories {
  const drafts = repositories.map(draftOf);
  const kept = keptDrafts(drafts, room);
  const told = tell(kept, room - sum(kept.map(({ size }) => size)));
  const leftOut = new Map<RepositoryId, readonly LeftOut[]>();
  const list: ToldRepository[] = [];
  for (const draft of drafts) {
    const { id, name } = draft.frame;
    const one = told.get(draft);
    if (one === undefined) leftOut.set(id, leftOutFor('repository', [name]));
    else if (!sharedRepositorySchema.safeParse(one.repository).success) {
      leftOut.set(id, leftOutFor('malformed', [name]));
    } else {
      list.push(one.repository);
      if (one.leftOut.length > 0) leftOut.set(id, one.leftOut);
    }
  }
  return { told: list, leftOut, repositories: drafts.length - list.length };
}

function draftOf(shared: SharedRepository): Draft {
  const { rootsPerRepository, originsPerRepository } = LIMITS;
  const heads = byUse(shared);
  const frame = {
    ...shared,
    roots: shared.roots.slice(0, rootsPerRepository),
    origins: shared.origins.slice(0, originsPerRepository).toSorted(),
    heads: [],
  };
  return {
    frame,
    size: sizeOf(frame) + sizeOf(heads[0] ?? null) + MARGIN,
    heads,
    leftOut: [
      ...leftOutFor('roots', shared.roots.slice(rootsPerRepository)),
      ...leftOutFor('origins', shared.origins.slice(originsPerRepository)),
    ],
  };
}

function byUse({ heads, defaultBranch }: SharedRepository): Head[] {
  const rank = (head: Head) =>
    head.ref === defaultBranch ? Number.POSITIVE_INFINITY : (head.tip?.time ?? -1);
  return heads.toSorted((a, b) => rank(b) - rank(a) || 0);
}

function latestOf({ heads }: Draft): number {
  return heads.slice(0, 2).reduce((latest, { tip }) => Math.max(latest, tip?.time ?? -1), -1);
}

/** Those in which something has happened last, as many as there is room for. */
function keptDrafts(drafts: readonly Draft[], room: number): Draft[] {
  const total = sum(drafts.map(({ size }) => size));
  if (total <= room * SHARE.frames && drafts.length <= LIMITS.repositoriesPerManifest) {
    return [...drafts];
  }
  const kept: Draft[] = [];
  let left = room * SHARE.frames;
  for (const draft of drafts.toSorted((a, b) => latestOf(b) - latestOf(a))) {
    if (draft.size > left || kept.length === LIMITS.repositoriesPerManifest) continue;
    kept.push(draft);
    left -= draft.size;
  }
  return kept;
}

interface Told {
  readonly repository: ToldRepository;
  readonly leftOut: readonly LeftOut[];
}

/** Gives each as many of its heads as there is room for, and tells of these what there is room for. */
function tell(drafts: readonly Draft[], room: number): Map<Draft, Told> {
  const most = LIMITS.headsPerRepository + LIMITS.moreHeadsPerRepository;
  // The first of the heads is part of the draft's size.
  const sizes = (draft: Draft, sizeOfOne: (head: Head) => number) =>
    draft.heads.slice(0, most).map((head, place) => (place === 0 ? 0 : sizeOfOne(head)));
  const bare = drafts.map((draft) => sizes(draft, (head) => sizeOf(bareHead(head))));
  const needed = bare.map(sum);
  const isTight = sum(needed) > room;
  const forHeads = divide(isTight ? room * SHARE.heads : room, needed);
  const counts = bare.map((list, i) => countWithin(list, forHeads[i] ?? 0));
  const tips = drafts.map((draft, i) =>
    sizes(draft, ({ tip }) => (tip === undefined ? 0 : sizeOf({ tip }))).slice(0, counts[i]),
  );
  const used = sum(bare.map((list, i) => sum(list.slice(0, counts[i]))));
  const forTips = divide(room - used, tips.map(sum));
  return new Map(
    drafts.map((draft, i) => {
      const withTips = countWithin(tips[i] ?? [], forTips[i] ?? 0);
      return [draft, told(draft, counts[i] ?? 0, withTips)];
    }),
  );
}

/** @param withTips how many of the `count` heads are told with what their last commit is */
function told({ frame, heads, leftOut }: Draft, count: number, withTips: number): Told {
  const kept = heads.slice(0, count);
  const out = heads.slice(count);
  const withoutTip = kept.slice(withTips).filter(({ tip }) => tip !== undefined);
  const list = kept.map((head, place) => (place < withTips ? head : bareHead(head)));
  const { headsPerRepository } = LIMITS;
  const [first, more] = [list.slice(0, headsPerRepository), list.slice(headsPerRepository)];
  const counts = {
    ...frame.leftOut,
    ...(out.length > 0 ? { heads: out.length } : {}),
    ...Object.fromEntries(leftOut.map(({ reason, count }) => [reason, count])),
  };
  const repository = {
    ...frame,
    heads: first.toSorted(byName),
    ...(more.length > 0 ? { moreHeads: more.toSorted(byName) } : {}),
    ...(Object.keys(counts).length > 0 ? { leftOut: counts } : {}),
  };
  const all = [
    ...leftOut,
    ...leftOutFor('no-room', out.map(nameOf)),
    ...leftOutFor('no-room-for-tips', withoutTip.map(nameOf)),
  ];
  return { repository, leftOut: all };
}

/** How many from the start come to at most `room`. */
function countWithin(sizes: readonly number[], room: number): number {
  let left = room;
  const end = sizes.findIndex((size) => {
    left -= size;
    return left < 0;
  });
  return end === -1 ? sizes.length : end;
}

function bareHead({ ref, oid }: Head): Head {
  return { ref, oid };
}

function nameOf({ ref }: Head): string {
  return shortRefName(ref);
}

function byName(a: Head, b: Head): number {
  return a.ref < b.ref ? -1 : 1;
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value)) + 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
