import type { DepotLook, MyRights, OfferedBranch } from '../../shared/api/depot-look-contract.ts';
import { reaches } from '../../shared/domain/git/reaches.ts';
import { ownBranches } from '../../shared/domain/git/ref-pattern.ts';
import { type Relation, relationFromCounts } from '../../shared/domain/git/relation.ts';
import type { Role } from '../../shared/gtp/push.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Chain } from '../chain/chain.ts';
import type { NameOf } from '../chain/names.ts';
import { NoRoleError } from '../errors/chain.ts';
import { existingObjects } from '../git/cat-file.ts';
import { forEachRef, type RefEntry } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import type { Identity } from '../identity/identity.ts';
import { countApart } from '../swarms/count-apart.ts';
import type { Verdict } from './plan-push.ts';
import { judge, roleOf } from './push-to-depot.ts';

/** As many branches are compared; who has more pushes the others with git. */
const MOST = 100;
const BRANCHES = 'refs/heads/';

interface Looking {
  readonly identity: Identity;
  readonly nameOf: NameOf;
  readonly copy: RemoteCopy;
  readonly chain: Chain;
  readonly repository: Repository;
  readonly signal: AbortSignal;
}

/** How my branches stand to a depot's, and what it would say to each. */
export async function lookAtDepot(looking: Looking): Promise<DepotLook> {
  const { identity, nameOf, copy, chain } = looking;
  const { id, name } = copy.peer;
  const owner = copy.shared.pushes?.owner ?? id;
  const rights = rightsOf(looking);
  const offered = rights.state === 'none' ? [] : await branchesOf(looking);
  const wanted =
    rights.state === 'none' ? [] : targetsOf(offered.slice(0, MOST), rights.role, identity.id);
  return {
    depot: { id, name },
    owner: { id: owner, name: nameOf(owner) },
    ...{ entries: chain.entries.length, rights },
    branches: await judged(looking, wanted),
    more: offered.length - wanted.length,
  };
}

function rightsOf({ identity, nameOf, copy, chain }: Looking): MyRights {
  const { id: peer } = identity;
  const blamed = { seq: chain.entries.length + 1, peer, name: nameOf(peer) };
  try {
    const role = roleOf(peer, chain, copy, blamed);
    return { state: 'role', role, expires: chain.holdings.get(peer)?.expires ?? null };
  } catch (error) {
    if (!(error instanceof NoRoleError)) throw error;
    return { state: 'none', code: error.code, sentence: error.message };
  }
}

/** Mine; the checked-out one first, then those with the latest commits. */
async function branchesOf({ repository, signal }: Looking): Promise<RefEntry[]> {
  const refs = await forEachRef(repository, [BRANCHES], signal);
  const time = ({ commit }: RefEntry) => commit?.time ?? 0;
  return refs
    .filter(({ target, commit }) => target === null && commit !== null)
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent) || time(b) - time(a));
}

type Targeted = RefEntry & { readonly goesTo: string };

/** Everybody with a role has branches of their own, where what is the project's is not theirs to move. */
function targetsOf(branches: readonly RefEntry[], role: Role, peer: PeerId): Targeted[] {
  const own = ownBranches(peer);
  return branches.map((each) => ({
    ...each,
    goesTo: reaches(role, each.ref, peer)
      ? each.ref
      : own.replace('*', each.ref.slice(BRANCHES.length)),
  }));
}

async function judged(looking: Looking, branches: readonly Targeted[]): Promise<OfferedBranch[]> {
  const { repository, chain } = looking;
  const wanted = branches.map(({ goesTo, oid }) => ({ ref: goesTo, new: oid, forced: false }));
  const verdicts = branches.length === 0 ? [] : await judge(looking, repository, chain, wanted);
  const relations = await relationsOf(looking, branches);
  return branches.map(({ ref, oid, commit, isCurrent, goesTo: target }, index) => ({
    ...{ ref, oid, subject: commit?.subject ?? '', isCheckedOut: isCurrent, target },
    old: chain.refs.get(target) ?? null,
    relation: relations[index] ?? { kind: 'unknown' },
    verdict: shown(verdicts[index]),
  }));
}

/** How the depot's branch stands to mine, for each; the same where it has none. */
async function relationsOf(
  { repository, chain, signal }: Looking,
  branches: readonly Targeted[],
): Promise<Relation[]> {
  const olds = branches.map(({ goesTo }) => chain.refs.get(goesTo) ?? null);
  const here = await existingObjects(
    repository,
    olds.filter((each) => each !== null),
    { type: 'commit', signal },
  );
  const relations: Relation[] = [];
  for (const [index, { oid: mine }] of branches.entries()) {
    const theirs = olds[index] ?? null;
    if (theirs === null || theirs === mine) relations.push({ kind: 'same' });
    else if (!here.has(theirs)) relations.push({ kind: 'unknown' });
    else {
      const [counted] = await countApart(repository, [{ mine, theirs }], signal);
      relations.push(relationOf(counted ?? null));
    }
  }
  return relations;
}

function relationOf(
  counted: { behind: number; ahead: number; isRelated: boolean } | null,
): Relation {
  if (counted === null) return { kind: 'unknown' };
  if (!counted.isRelated) return { kind: 'unrelated' };
  return relationFromCounts(counted.behind, counted.ahead);
}

function shown(verdict: Verdict | undefined): OfferedBranch['verdict'] {
  if (verdict === undefined) return { status: 'same' };
  if (verdict.status === 'rejected') return { status: 'rejected', why: verdict.why };
  return { status: verdict.status };
}
