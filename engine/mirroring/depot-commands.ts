import type { Handlers, ParsedParams } from '../../shared/api/contract.ts';
import type { depotCommands } from '../../shared/api/depot-contract.ts';
import type { DepotCheck, DepotProjectState } from '../../shared/api/depot-state.ts';
import { chooseOwner } from '../../shared/domain/depot/choose-owner.ts';
import { KeepsNothingError } from '../../shared/domain/depot/keeps-nothing-error.ts';
import type { SwarmId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import { ChainFile } from '../chain/chain-file.ts';
import type { Depot } from '../depot/depot.ts';
import type { DepotProject } from '../depot/depot-project.ts';
import { NotOfferedError, PushedToError } from '../errors/depot.ts';
import type { Aliases } from '../remotes/aliases.ts';
import { backUp } from './backup.ts';
import { findChainFault } from './find-chain-fault.ts';
import { findFault } from './find-fault.ts';
import type { Mirrors } from './mirrors.ts';
import { isKeepable, isOpenForGood } from './offered.ts';
import { restore } from './restore.ts';
import { toProjectState } from './to-depot-state.ts';

type DepotHandlers = Handlers<typeof depotCommands>;

export interface DepotCommandParts {
  readonly depot: Depot;
  readonly mirrors: Mirrors;
  readonly sources: Sources;
  readonly aliases: Aliases;
}

/** What the user of a depot asks for. */
export class DepotCommands {
  readonly #parts: DepotCommandParts;

  constructor(parts: DepotCommandParts) {
    this.#parts = parts;
  }

  get handlers(): DepotHandlers {
    const { depot, mirrors, aliases } = this.#parts;
    return {
      'depot.add': (params) => this.#add(params),
      'depot.remove': async ({ project }) => {
        await mirrors.forget(depot.get(project).record.id);
        await depot.remove(project, true);
      },
      'depot.verify': ({ project }, signal) => verify(depot.get(project), signal),
      'depot.setQuota': async ({ project, bytes }) => {
        if (project === null) await depot.setQuota(bytes);
        else await depot.get(project).update({ quota: bytes });
        mirrors.retry();
      },
      'depot.backup': ({ path }, signal) => backUp(depot, path, signal),
      'depot.restore': async ({ path }, signal) => {
        const saved = await restore(depot, aliases, path, signal);
        mirrors.look();
        return saved;
      },
    };
  }

  async #add({
    swarm,
    owner,
    told,
  }: ParsedParams<typeof depotCommands, 'depot.add'>): Promise<DepotProjectState> {
    const { depot, mirrors, sources } = this.#parts;
    const copies = sources.copiesOfSwarm(swarm).filter(({ shared }) => isKeepable(shared));
    const isOwners = ({ peer, shared }: RemoteCopy) =>
      depot.withRoots(shared.roots).some(({ record }) => record.owner === peer.id);
    const current = copies.find(isOwners)?.peer.id;
    // Its owner may be away, which is what a depot is for: whoever else is here does not take their place.
    const isMeant = (owner ?? current) !== undefined;
    const kept = isMeant ? undefined : this.#keptOf(swarm, copies);
    if (kept !== undefined) {
      await kept.update({ isAdded: true, ...(told === undefined ? {} : { told }) });
      mirrors.look();
      return toProjectState(kept);
    }
    const chosen = owner ?? current ?? chooseOwner(copies.map((copy) => this.#candidate(copy)));
    const source = copies.find(({ peer }) => peer.id === chosen);
    if (chosen === null || source === undefined) {
      throw new NotOfferedError(owner === undefined ? null : sources.nameOf(owner));
    }
    const { shared } = source;
    const isOpen = isOpenForGood(shared);
    const scope = isOpen ? 'everyone' : 'owner';
    const project =
      depot.placeOf(chosen, shared.roots, isOpen) ??
      (await depot.make({ shared, owner: chosen, scope, isAdded: true, told: told ?? [] }));
    const isNewOwner = project.record.owner !== chosen;
    if (isNewOwner && (await ChainFile.isBegun(project.chainFolder))) {
      throw new PushedToError(project.name, sources.nameOf(project.record.owner));
    }
    // What is kept of the new one is not what the project's branches are: it is brought anew.
    if (isNewOwner) await mirrors.forget(project.record.id);
    const people = project.record.people.map((each) =>
      each.peer === chosen ? { ...each, shown: '' } : each,
    );
    await project.update({
      isAdded: true,
      ...(isNewOwner ? { owner: chosen, isOpen: false, people } : {}),
      ...(told === undefined ? {} : { told }),
    });
    mirrors.look();
    return toProjectState(project);
  }

  #keptOf(swarm: SwarmId, copies: readonly RemoteCopy[]): DepotProject | undefined {
    const roots = copies.flatMap(({ shared }) => shared.roots);
    const related = this.#parts.depot.withRoots(roots);
    return related[0] ?? this.#parts.depot.all.find(({ record }) => record.swarm === swarm);
  }

  #candidate({ peer }: RemoteCopy) {
    return { peer: peer.id, isTrusted: this.#parts.sources.isTrusted(peer.id) };
  }
}

/** The same commands where nothing is kept for others. */
export function withoutDepot(): DepotHandlers {
  const refuse = (): never => {
    throw new KeepsNothingError();
  };
  return {
    'depot.add': refuse,
    'depot.remove': refuse,
    'depot.verify': refuse,
    'depot.setQuota': refuse,
    'depot.backup': refuse,
    'depot.restore': refuse,
  };
}

async function verify(project: DepotProject, signal: AbortSignal): Promise<DepotCheck> {
  const { record, chainFolder } = project;
  const { id, name } = record;
  const problem = await project.exclusively(
    async (opened) =>
      (await findFault(opened, signal)) ??
      (await findChainFault(chainFolder, record, opened, signal)),
  );
  return { id, name, isWhole: problem === null, problem };
}
