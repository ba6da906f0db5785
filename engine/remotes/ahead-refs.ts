import type { Oid } from '../../shared/ids.ts';
import { listRefs } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import { listUnreached } from '../git/rev-list.ts';
import type { RefChange } from '../git/update-ref.ts';

/**
 * Where what was fetched ahead is kept: `refs/shoal/ahead/<day>/<object id>`. Every ref is told to the origin as
 * something that is here already, whatever it is called, and these are called so that nothing shows them: `git log`
 * decorates none, `git branch` lists none, and no word in a name is a peer's.
 */
export const AHEAD = 'refs/shoal/ahead/';
/** How long something is kept that nobody near has any more, in days. */
const KEPT = 7;
/** One that somebody still has gets the new day when its own is so old. */
const RENEWED = 3;
const DAY = 24 * 60 * 60 * 1_000;

/** A ref of something that was fetched ahead. */
export interface AheadRef {
  readonly ref: string;
  readonly oid: Oid;
  /** Such as `2026-03-01`. */
  readonly day: string;
}

/** @param now in milliseconds since the epoch */
export function aheadRef(oid: Oid, now: number): AheadRef {
  const day = dayOf(now);
  return { ref: `${AHEAD}${day}/${oid}`, oid, day };
}

export function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

export async function listAhead(repository: Repository, signal?: AbortSignal): Promise<AheadRef[]> {
  const { direct } = await listRefs(repository, [AHEAD], signal);
  return [...direct].map(([ref, oid]) => ({
    ...{ ref, oid },
    day: ref.slice(AHEAD.length).split('/', 1)[0] ?? '',
  }));
}

/**
 * The commits that are here for no other reason than that they were fetched ahead.
 * @param refs all refs of that, by name; others may be among them
 */
export async function aheadOnly(
  repository: Repository,
  refs: ReadonlyMap<string, Oid>,
  signal?: AbortSignal,
): Promise<ReadonlySet<Oid>> {
  const tips = [...refs].flatMap(([ref, oid]) => (ref.startsWith(AHEAD) ? [oid] : []));
  if (tips.length === 0) return new Set();
  return (await listUnreached(repository, tips, signal)).commits;
}

export interface AheadPlan {
  readonly existing: readonly AheadRef[];
  /** What is here now and to be kept, with those of the existing ones that somebody near still has. */
  readonly wanted: ReadonlySet<Oid>;
  /** Those that neither a ref of the user's nor another of them reaches. */
  readonly needed: ReadonlySet<Oid>;
  readonly now: number;
}

/** The changes after which there is one ref for each that is needed and not too old. */
export function planAhead({ existing, wanted, needed, now }: AheadPlan): RefChange[] {
  const changes: RefChange[] = [];
  const kept = new Set<Oid>();
  for (const { ref, oid, day } of [...existing].sort((a, b) => (a.day < b.day ? 1 : -1))) {
    const age = (now - Date.parse(day)) / DAY;
    const isWanted = wanted.has(oid);
    // Of a day that is none, or is still to come, nobody knows how old it is.
    const isYoung = age >= -1 && age <= (isWanted ? RENEWED : KEPT);
    if (needed.has(oid) && isYoung && !kept.has(oid)) kept.add(oid);
    else changes.push({ ref, old: oid, new: null });
  }
  for (const oid of wanted) {
    if (!needed.has(oid) || kept.has(oid)) continue;
    changes.push({ ref: aheadRef(oid, now).ref, old: null, new: oid });
  }
  return changes;
}
