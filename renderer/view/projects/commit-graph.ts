import type { OverviewCommit } from '../../../shared/gtp/overview.ts';
import type { Oid } from '../../../shared/ids.ts';

export interface GraphRow {
  readonly commit: OverviewCommit;
  /** Which lane its dot is on, from 0. */
  readonly lane: number;
  /** Lines that end in its dot from above, by lane. */
  readonly above: readonly number[];
  /** Lines that leave its dot downwards, by lane. */
  readonly below: readonly number[];
  /** Lines that pass it, by lane. */
  readonly passing: readonly number[];
  /** How many lanes the row needs. */
  readonly width: number;
}

/** More lines than this side by side are drawn as one, on the last lane. */
export const MAX_LANES = 8;

/**
 * Lanes for commits of which none stands before a child of it. A commit's first parent goes on below
 * it, so that a branch stays straight down to where it left another; that one's is the first lane.
 */
export function commitGraph(commits: readonly OverviewCommit[]): GraphRow[] {
  /** Which commit each lane leads to; null for a free one. */
  let lanes: (Oid | null)[] = [];
  return commits.map((commit) => {
    const before = lanes;
    const waiting = indexesOf(before, commit.oid);
    const lane = waiting[0] ?? freeLane(before);
    const after = before.map((oid) => (oid === commit.oid ? null : oid));
    const below = commit.parents.map((parent, index) => {
      const known = after.indexOf(parent);
      if (index > 0 && known !== -1) return known;
      const place = index === 0 ? lane : freeLane(after);
      after[place] = parent;
      return place;
    });
    const passing = before.flatMap((oid, index) =>
      oid === null || oid === commit.oid ? [] : [shown(index)],
    );
    lanes = withoutFreeEnd(after);
    return {
      commit,
      lane: shown(lane),
      above: distinct(waiting.map(shown)),
      below: distinct(below.map(shown)),
      passing: distinct(passing),
      width: Math.min(MAX_LANES, Math.max(before.length, after.length, lane + 1)),
    };
  });
}

function indexesOf(lanes: readonly (Oid | null)[], oid: Oid): number[] {
  return lanes.flatMap((each, index) => (each === oid ? [index] : []));
}

function freeLane(lanes: readonly (Oid | null)[]): number {
  const free = lanes.indexOf(null);
  return free === -1 ? lanes.length : free;
}

function withoutFreeEnd(lanes: readonly (Oid | null)[]): (Oid | null)[] {
  return lanes.slice(0, lanes.findLastIndex((oid) => oid !== null) + 1);
}

function shown(lane: number): number {
  return Math.min(lane, MAX_LANES - 1);
}

function distinct(lanes: readonly number[]): number[] {
  return [...new Set(lanes)];
}
