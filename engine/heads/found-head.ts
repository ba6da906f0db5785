import { headKind, shortRefName } from '../../shared/domain/git/ref-name.ts';
import { trackingRefs } from '../../shared/domain/git/tracking-refs.ts';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Oid, PeerId, RepositoryId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import { UnknownHeadError } from '../errors/transfers.ts';
import { commitsOf } from '../git/cat-file.ts';
import { listRefs } from '../git/for-each-ref.ts';
import { readHeadCommit } from '../git/head-commit.ts';
import type { Repository } from '../git/open.ts';
import type { Aliases } from '../remotes/aliases.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { readingOf } from '../transfers/fetch-sources.ts';

/** Names a head, as the commands do. */
export interface HeadName {
  readonly repository: RepositoryId;
  readonly peer: PeerId;
  readonly ref: string;
  readonly oid?: Oid | undefined;
}

/** My commit that a head is compared with. */
interface Mine {
  /** By its short name; null where HEAD is detached. */
  readonly branch: string | null;
  readonly oid: Oid;
}

/** A head, and where it stands. */
export interface FoundHead {
  readonly name: HeadName;
  readonly repository: Repository;
  readonly roots: readonly Oid[];
  /** What is looked at: a commit, or a tag that leads to one. */
  readonly oid: Oid;
  /** The commit that it leads to; null while it is not here. */
  readonly commit: Oid | null;
  /** Where the head is now; null where nobody shares it any more. */
  readonly current: Oid | null;
  readonly tracking: { readonly ref: string; readonly oid: Oid | null } | null;
  readonly mine: Mine | null;
}

interface Parts {
  readonly repositories: Repositories;
  readonly sources: Sources;
  readonly aliases: Aliases;
}

/** @throws UnknownRepositoryError, UnknownHeadError, and why the repository cannot be used */
export async function findHead(
  { repositories, sources, aliases }: Parts,
  name: HeadName,
  signal: AbortSignal,
): Promise<FoundHead> {
  const copy = repositories.get(name.repository);
  const { repository, roots } = readingOf(copy);
  const current = currentOid(sources, name, roots);
  const oid = name.oid ?? current;
  if (oid === null) throw new UnknownHeadError(shortRefName(name.ref));
  const [commit = null] = await commitsOf(repository, [oid], signal);
  const alias = aliases.find(name.repository, name.peer);
  const ref =
    alias === null ? undefined : trackingRefs(alias, [{ ref: name.ref, oid }]).refs[0]?.ref;
  const tracked = ref === undefined ? null : await listRefs(repository, [ref], signal);
  return {
    ...{ name, repository, roots, oid, commit, current },
    tracking: ref === undefined ? null : { ref, oid: tracked?.direct.get(ref) ?? null },
    mine: await findMine(repository, copy.reading?.content ?? null, name.ref, signal),
  };
}

/** Copies of the project that the head's owner shares, or shared when it was here last. */
export function copiesOfOwner(
  sources: Sources,
  peer: PeerId,
  roots: readonly Oid[],
): { readonly here: readonly RemoteCopy[]; readonly shared: readonly SharedRepository[] } {
  const here = sources.copiesRelatedTo(roots).filter((copy) => copy.peer.id === peer);
  if (here.length > 0) return { here, shared: here.map(({ shared }) => shared) };
  try {
    return { here, shared: sources.lastKnownCopies(peer, roots).map(({ shared }) => shared) };
  } catch {
    // Known, but too old to say where it is now.
    return { here, shared: [] };
  }
}

function currentOid(sources: Sources, { peer, ref }: HeadName, roots: readonly Oid[]): Oid | null {
  const { shared } = copiesOfOwner(sources, peer, roots);
  const head = shared.flatMap(({ heads }) => heads).find((each) => each.ref === ref);
  return head?.oid ?? null;
}

/** Of the branch of the same name, else what is checked out. */
async function findMine(
  repository: Repository,
  content: {
    readonly branch: string | null;
    readonly heads: readonly { ref: string; oid: Oid }[];
  } | null,
  ref: string,
  signal: AbortSignal,
): Promise<Mine | null> {
  const wanted = headKind(ref) === 'branch' ? ref : null;
  const { direct } = await listRefs(repository, ['refs/heads/'], signal);
  for (const name of [wanted, content?.branch ?? null]) {
    const oid = name === null ? undefined : direct.get(name);
    if (name !== null && oid !== undefined) return { branch: shortRefName(name), oid };
  }
  const head = await readHeadCommit(repository, signal);
  return head === null ? null : { branch: null, oid: head };
}
