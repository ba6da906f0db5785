import type { Handlers, ParsedParams } from '../../shared/api/contract.ts';
import type { DepotLook, DepotLookCommands } from '../../shared/api/depot-look-contract.ts';
import type {
  DepotLog,
  DepotPushCommands,
  LoggedEntry,
  RoleHolder,
} from '../../shared/api/depot-push-contract.ts';
import type { SharedHeads } from '../../shared/api/shared-heads.ts';
import { asShoalError } from '../../shared/errors.ts';
import type { PeerId, RepositoryId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import type { Chain, VerifiedEntry } from '../chain/chain.ts';
import { isInForce } from '../chain/rights.ts';
import { UnknownSwarmError } from '../errors/transfers.ts';
import type { Repository } from '../git/open.ts';
import type { Throttle } from '../gtp/throttle.ts';
import type { Identity } from '../identity/identity.ts';
import { wordsOf } from '../identity/peer-id.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { compareStories } from './compare-stories.ts';
import type { DepotChains } from './depot-chains.ts';
import { lookAtDepot } from './look-at-depot.ts';
import { type Named, namedCopy } from './named-copy.ts';
import { type PushTask, pushToDepot, signAndSend } from './push-to-depot.ts';

export interface PushingParts {
  readonly identity: Identity;
  readonly sources: Sources;
  readonly chains: DepotChains;
  readonly uploads: Throttle;
  readonly repositories: Repositories;
  /** What the user calls a peer, this one too. */
  readonly nameOf: (peer: PeerId) => string;
}

/** Pushes to depots, and looks into their chains. */
export class Pushing {
  readonly #parts: PushingParts;

  constructor(parts: PushingParts) {
    this.#parts = parts;
  }

  get handlers(): Handlers<DepotPushCommands & DepotLookCommands> {
    return {
      'depot.refs': (named, signal) => this.#refs(named, signal),
      'depot.push': (params, signal) => pushToDepot(this.#task(params, signal), params),
      'depot.log': (params, signal) => this.#log(params, signal),
      'depot.grant': async ({ to, role, expires, ...named }, signal) => ({
        ...(await this.#sign(named, { act: 'grant', to, role, expires }, signal)),
        words: wordsOf(to),
      }),
      'depot.look': ({ repository, ...at }, signal) => this.#look(repository, at, signal),
      'depot.revoke': async ({ from, ...named }, signal) =>
        this.#sign(named, { act: 'revoke', from }, signal),
    };
  }

  async #sign(
    named: Named,
    act: Parameters<typeof signAndSend>[2],
    signal: AbortSignal,
  ): Promise<{ seq: number }> {
    const task = this.#task(named, signal);
    const chain = await this.#parts.chains.look(task.copy, signal);
    return { seq: await signAndSend(task, chain, act) };
  }

  async #refs(named: Named, signal: AbortSignal): Promise<SharedHeads> {
    const copy = namedCopy(this.#parts, named);
    const chain = await this.#parts.chains.look(copy, signal);
    const { objectFormat, defaultBranch = null } = copy.shared;
    const heads = [...chain.refs].map(([ref, oid]) => ({ ref, oid, peeled: null }));
    return { objectFormat, defaultBranch, heads };
  }

  async #log(
    { accept, ...named }: ParsedParams<DepotPushCommands, 'depot.log'>,
    signal: AbortSignal,
  ): Promise<DepotLog> {
    const { chains, nameOf } = this.#parts;
    const copy = namedCopy(this.#parts, named, accept);
    const chain = await (accept ? chains.accept(copy, signal) : chains.look(copy, signal));
    const owner = copy.shared.pushes?.owner ?? copy.peer.id;
    return {
      depot: { id: copy.peer.id, name: copy.peer.name },
      owner: { id: owner, name: nameOf(owner) },
      entries: chain.entries.map((each) => this.#logged(each)),
      roles: this.#rolesOf(chain),
      refs: [...chain.refs].map(([ref, oid]) => ({ ref, oid })),
      others: await this.#compared(copy, chain, signal),
    };
  }

  /** Other depots with the same project and owner. */
  async #compared(
    copy: RemoteCopy,
    chain: Chain,
    signal: AbortSignal,
  ): Promise<DepotLog['others']> {
    const { sources, chains } = this.#parts;
    const { pushes } = copy.shared;
    if (pushes === undefined) return [];
    const others = sources.copies().filter(({ peer, shared }) => {
      const { project, owner } = shared.pushes ?? {};
      const isSame = project === pushes.project && owner === pushes.owner;
      return isSame && peer.id !== copy.peer.id;
    });
    const compare = async (other: RemoteCopy) => {
      const { id, name } = other.peer;
      try {
        const theirs = await chains.look(other, signal);
        compareStories({ name: copy.peer.name, chain }, { name, chain: theirs });
        return { id, name, entries: theirs.entries.length, problem: null };
      } catch (error) {
        signal.throwIfAborted();
        const entries = other.shared.pushes?.head?.seq ?? 0;
        return { id, name, entries, problem: asShoalError(error).message };
      }
    };
    return Promise.all(others.map(compare));
  }

  #logged({ entry, hash }: VerifiedEntry): LoggedEntry {
    const { nameOf } = this.#parts;
    const { seq, time, peer } = entry;
    return { ...{ seq, hash, time, peer }, name: nameOf(peer), act: this.#actOf(entry) };
  }

  #actOf(entry: VerifiedEntry['entry']): LoggedEntry['act'] {
    const { nameOf } = this.#parts;
    if (entry.act === 'push') return { kind: 'push', changes: entry.changes };
    if (entry.act === 'revoke') {
      return { kind: 'revoke', from: entry.from, name: nameOf(entry.from) };
    }
    const { to, role, expires = null } = entry;
    return { kind: 'grant', to, name: nameOf(to), role, expires };
  }

  #rolesOf({ holdings, entries }: Chain): RoleHolder[] {
    const { nameOf } = this.#parts;
    const now = Date.now() / 1_000;
    const given = new Map<PeerId, VerifiedEntry['entry']>();
    for (const { entry } of entries) if (entry.act === 'grant') given.set(entry.to, entry);
    return [...holdings].flatMap(([peer, holding]) => {
      const entry = given.get(peer);
      if (entry === undefined || !isInForce(holding, now)) return [];
      return {
        ...{ peer, name: nameOf(peer), words: wordsOf(peer), role: holding.role },
        ...{ since: entry.time, by: { id: entry.peer, name: nameOf(entry.peer) } },
        expires: holding.expires,
      };
    });
  }

  async #look(
    id: RepositoryId,
    at: Pick<Named, 'peer' | 'copy'>,
    signal: AbortSignal,
  ): Promise<DepotLook> {
    const { repositories, chains, identity, nameOf } = this.#parts;
    const local = repositories.get(id);
    const { reading } = local;
    const swarm = reading?.own?.swarm ?? null;
    if (reading === null || swarm === null) throw new UnknownSwarmError();
    const copy = namedCopy(this.#parts, { swarm, ...at });
    const chain = await chains.look(copy, signal);
    return lookAtDepot({ identity, nameOf, copy, chain, repository: reading.repository, signal });
  }

  #task(named: Named, signal: AbortSignal): PushTask {
    const { repositories } = this.#parts;
    const idOf = ({ gitDir }: Repository) =>
      repositories.all.find(({ reading }) => reading?.repository.gitDir === gitDir)?.record.id ??
      null;
    return { ...this.#parts, idOf, copy: namedCopy(this.#parts, named), signal };
  }
}
