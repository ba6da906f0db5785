import type { Browsed } from '../../shared/api/browsed.ts';
import type { ParsedParams } from '../../shared/api/contract.ts';
import type { EngineContract } from '../../shared/api/engine-contract.ts';
import { shortRefName } from '../../shared/domain/git/ref-name.ts';
import { groupIntoSwarms } from '../../shared/domain/git/swarms.ts';
import type { Head } from '../../shared/gtp/manifest.ts';
import type { Overview } from '../../shared/gtp/overview.ts';
import type { Oid, PeerId, SwarmId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import { ProtocolError, SilentPeerError } from '../errors/peer-failures.ts';
import { UnknownHeadError, UnknownSwarmError } from '../errors/transfers.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { Overviews } from './overviews.ts';

/** How long one peer may take before the next is asked, in milliseconds. */
const PATIENCE = 8_000;

/** A copy of a project, mine or a teammate's, as something to look at. */
interface Candidate {
  readonly peer: PeerId;
  readonly swarm: SwarmId;
  readonly roots: readonly Oid[];
  readonly heads: readonly Head[];
  readonly defaultBranch: string | null;
  /** Null if the head leads to no commit. */
  look(head: Oid, signal: AbortSignal): Promise<Overview | null>;
}

/** Shows projects without taking them. */
export class Browser {
  readonly #self: PeerId;
  readonly #repositories: Repositories;
  readonly #sources: Sources;
  readonly #overviews: Overviews;

  constructor(self: PeerId, repositories: Repositories, sources: Sources, overviews: Overviews) {
    this.#self = self;
    this.#repositories = repositories;
    this.#sources = sources;
    this.#overviews = overviews;
  }

  /**
   * Looks at the meant peer's copy, else at all of them, the freshest first, until one answers.
   * @throws UnknownSwarmError, UnknownHeadError, and what kept the first one from answering
   */
  async browse(
    { swarm, peer, head: wanted }: ParsedParams<EngineContract, 'browse'>,
    signal: AbortSignal,
  ): Promise<Browsed> {
    const copies = this.#copiesOf(swarm).filter((copy) => peer === undefined || copy.peer === peer);
    if (copies.length === 0) throw new UnknownSwarmError();
    let failure: unknown = null;
    for (const copy of copies) {
      const head = findHead(copy, wanted);
      if (head === null) continue;
      try {
        const overview = await copy.look(head.oid, signal);
        if (overview === null) continue;
        return { peer: copy.peer, head: shortRefName(head.ref), overview };
      } catch (error) {
        signal.throwIfAborted();
        failure ??= error;
      }
    }
    throw failure ?? new UnknownHeadError(wanted);
  }

  #copiesOf(swarm: SwarmId): Candidate[] {
    const mine = this.#repositories.all.flatMap((copy) => this.#mine(copy) ?? []);
    const theirs = this.#sources.copies().map(teammates);
    const copies = groupIntoSwarms([...mine, ...theirs]).get(swarm) ?? [];
    return copies.sort((a, b) => latestCommit(b) - latestCommit(a));
  }

  #mine({ reading }: LocalCopy): Candidate | null {
    if (reading?.own == null) return null;
    const { repository, content, own } = reading;
    const visible = content.heads.map(({ oid }) => oid);
    return {
      peer: this.#self,
      swarm: own.swarm,
      roots: own.roots,
      heads: content.heads,
      defaultBranch: content.branch,
      look: (head) => this.#overviews.of(repository, head, visible),
    };
  }
}

function teammates(copy: RemoteCopy): Candidate {
  const { swarm, roots, heads, defaultBranch } = copy.shared;
  return {
    peer: copy.peer.id,
    swarm,
    roots,
    heads,
    defaultBranch: defaultBranch ?? null,
    look: (head, signal) => ask(copy, head, signal),
  };
}

async function ask(copy: RemoteCopy, head: Oid, signal: AbortSignal): Promise<Overview> {
  const { name } = copy.peer;
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    const overview = await copy.overview(head, AbortSignal.any([signal, patience]));
    if (overview.head === head) return overview;
  } catch (error) {
    throw patience.aborted ? new SilentPeerError(name) : error;
  }
  throw new ProtocolError(`${name} answered something else than it was asked for.`);
}

/** By its short name, a branch before a tag, or by its id; the default branch if none is wanted. */
function findHead({ heads, defaultBranch }: Candidate, wanted?: string): Head | null {
  if (wanted === undefined) {
    const isDefault = ({ ref }: Head) => ref === defaultBranch;
    return heads.find(isDefault) ?? [...heads].sort((a, b) => timeOf(b) - timeOf(a))[0] ?? null;
  }
  const named = (prefix: string) => heads.find(({ ref }) => ref === prefix + wanted);
  return (
    named('refs/heads/') ?? named('refs/tags/') ?? heads.find(({ oid }) => oid === wanted) ?? null
  );
}

function latestCommit({ heads }: Candidate): number {
  return heads.reduce((latest, head) => Math.max(latest, timeOf(head)), 0);
}

function timeOf({ tip }: Head): number {
  return tip?.time ?? 0;
}
