import type { Head } from '../../shared/gtp/manifest.ts';
import type { Oid, SwarmId } from '../../shared/ids.ts';
import { haveCommonCommit, isAncestor } from '../git/merge-base.ts';
import type { Repository } from '../git/open.ts';
import { listRoots } from '../git/rev-list.ts';
import { swarmIdOf } from '../identity/peer-id.ts';

/** Which project some heads belong to; null while there is no commit. */
export interface SwarmMembership {
  readonly swarm: SwarmId;
  readonly roots: readonly Oid[];
  readonly defaultBranch: string | null;
}

/** What was found out about some heads, so that the next time only what is new needs a look. */
interface KnownHeads {
  readonly heads: readonly Head[];
  readonly membership: SwarmMembership | null;
}

/** The projects of one repository's heads, all and shared: looked for again only when heads have moved. */
export class Memberships {
  readonly #known: Partial<Record<'own' | 'shared', KnownHeads & { readonly key: string }>> = {};

  async find(
    kind: 'own' | 'shared',
    repository: Repository,
    heads: readonly Head[],
    branch: string | null,
  ): Promise<SwarmMembership | null> {
    const key = JSON.stringify([branch, heads.map(({ ref, oid }) => [ref, oid])]);
    // Where all heads are shared, the two are one.
    const same = Object.values(this.#known).find((each) => each.key === key);
    const known = this.#known[kind] ?? null;
    const membership =
      same === undefined ? await findMembership(repository, heads, branch, known) : same.membership;
    this.#known[kind] = { key, heads, membership };
    return membership;
  }
}

/**
 * Finds the project that heads belong to: by the root commit of the default branch's first-parent
 * history, which every copy of the project shares, and by all other roots.
 * @param known an earlier answer for the same repository: a walk through the whole history is not
 *   repeated for a few commits more
 */
async function findMembership(
  repository: Repository,
  heads: readonly Head[],
  branch: string | null,
  known: KnownHeads | null,
  signal?: AbortSignal,
): Promise<SwarmMembership | null> {
  const main = defaultHead(commitsAmong(heads), branch);
  if (main === null) return null;
  const defaultBranch = main.ref.startsWith('refs/heads/') ? main.ref : null;
  const isKnown =
    known !== null &&
    isBuiltOn(known, heads, defaultBranch) &&
    (await keepsItsRoots(repository, known, heads, signal));
  const base = isKnown ? known : null;
  const before = base === null ? [] : tipsOf(base.heads);
  const roots = base?.membership?.roots ?? [];
  const all = await listRoots(repository, { from: tipsOf(heads), notFrom: before }, { signal });
  // Where there is one alone, every way leads there.
  const isOnly = all.length === 0 || (all.length === 1 && roots.length === 0);
  const mains = { from: [main.oid], notFrom: before };
  const first = isOnly ? all : await listRoots(repository, mains, { firstParent: true, signal });
  const root = first[0] ?? roots[0];
  if (root === undefined) return null;
  const others = [...new Set([...roots, ...all])].filter((oid) => oid !== root).sort();
  return {
    swarm: swarmIdOf(repository.objectFormat, root),
    roots: [root, ...others],
    defaultBranch,
  };
}

/** Whether the earlier answer can be built on: nothing that it knew is gone, and it had as default the same branch. */
function isBuiltOn(
  known: KnownHeads,
  heads: readonly Head[],
  defaultBranch: string | null,
): boolean {
  if (known.membership === null || known.membership.defaultBranch !== defaultBranch) return false;
  const refs = new Set(heads.map(({ ref }) => ref));
  return known.heads.every(({ ref }) => refs.has(ref));
}

/** More heads than this that have moved are as well walked anew. */
const FEW = 16;

/**
 * Whether all roots of before are roots still: of a history that was written anew, some may not be. With
 * one root alone, any commit in common leads to it.
 */
async function keepsItsRoots(
  repository: Repository,
  known: KnownHeads,
  heads: readonly Head[],
  signal?: AbortSignal,
): Promise<boolean> {
  const now = new Map(commitsAmong(heads).map(({ ref, oid }) => [ref, oid]));
  const moved = commitsAmong(known.heads).filter(({ ref, oid }) => now.get(ref) !== oid);
  if (moved.length > FEW) return false;
  const hasOneRoot = known.membership?.roots.length === 1;
  const leadsToRoots = hasOneRoot ? haveCommonCommit : isAncestor;
  const answers = moved.map(async ({ ref, oid }) => {
    const head = now.get(ref);
    // A commit that is gone from the repository leads nowhere.
    return head !== undefined && leadsToRoots(repository, oid, head, signal).catch(() => false);
  });
  return (await Promise.all(answers)).every(Boolean);
}

function commitsAmong(heads: readonly Head[]): Head[] {
  return heads.filter((head) => head.tip !== undefined);
}

function tipsOf(heads: readonly Head[]): Oid[] {
  return [...new Set(commitsAmong(heads).map(({ oid }) => oid))];
}

/** The checked-out branch if it is among the heads, else `main`, `master`, any branch, any tag. */
function defaultHead(heads: readonly Head[], branch: string | null): Head | null {
  for (const ref of [branch, 'refs/heads/main', 'refs/heads/master']) {
    const head = heads.find((candidate) => candidate.ref === ref);
    if (head !== undefined) return head;
  }
  return heads.find(({ ref }) => ref.startsWith('refs/heads/')) ?? heads[0] ?? null;
}
