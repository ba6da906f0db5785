import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid } from '../../shared/ids.ts';
import { forEachRef } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import { listFirstParents } from '../git/rev-list.ts';
import { AHEAD } from '../remotes/ahead-refs.ts';
import { MIRRORS } from '../remotes/mirror-refs.ts';

/** Where refs are that lead to what may help, those of what was fetched ahead, too. */
const PLACES = ['refs/heads/', 'refs/remotes/', 'refs/tags/', AHEAD, MIRRORS];

/** So many of the latest refs are told with some of their history; the others by their tip alone. */
const CHAINS = 12;
/** Some of the latest are in each other's chains: so many are looked at for these. */
const LOOKED_AT = 4 * CHAINS;
/** The last commits of a chain are told one by one, older ones ever more thinly. */
const DENSE = 32;

/**
 * What this repository has, for a peer to find common ground in one round trip: each chain is a
 * commit and some of its ancestors, newest first. The peer takes the first that it knows.
 */
export async function sampleHaves(repository: Repository, signal: AbortSignal): Promise<Oid[][]> {
  const refs = await forEachRef(repository, PLACES, signal);
  const newest = refs
    .filter(({ commit }) => commit !== null)
    .sort((a, b) => (b.commit?.time ?? 0) - (a.commit?.time ?? 0));
  const tips = [...new Set(newest.map(({ oid }) => oid))];
  // A tag object is not among the commits that it leads to.
  const commitOf = new Map(newest.map(({ oid, commit }) => [oid, commit?.oid ?? oid]));
  const latest = tips.slice(0, LOOKED_AT).map((tip) => commitOf.get(tip) ?? tip);
  const parents = await listFirstParents(repository, latest, signal);
  const chains: Oid[][] = [];
  const told = new Set<Oid>();
  for (const tip of tips) {
    if (told.has(tip)) continue;
    const chain =
      chains.length < CHAINS ? historyOf(tip, commitOf.get(tip) ?? tip, parents) : [tip];
    const news = chain.filter((oid) => !told.has(oid));
    if (told.size + news.length > LIMITS.havesPerReel) break;
    for (const oid of news) told.add(oid);
    chains.push(chain);
  }
  return chains;
}

/** @param parents the first one of each commit */
function historyOf(tip: Oid, commit: Oid, parents: ReadonlyMap<Oid, Oid | null>): Oid[] {
  const history = commit === tip ? [] : [tip];
  for (let next: Oid | null = commit; next !== null; next = parents.get(next) ?? null) {
    history.push(next);
  }
  return thinOut(history);
}

/** All of the first `DENSE`, then every second, fourth, eighth… up to the oldest. */
export function thinOut<T>(history: readonly T[]): T[] {
  const sample = history.slice(0, DENSE);
  for (let index = DENSE, step = 2; index < history.length; index += step, step *= 2) {
    sample.push(history[index] as T);
  }
  const last = history.at(-1);
  if (last !== undefined && history.length > DENSE && sample.at(-1) !== last) sample.push(last);
  return sample;
}
