import { z } from 'zod';
import {
  type Alias,
  aliasFromName,
  isAlias,
  isSpokenFor,
} from '../../shared/domain/git/tracking-refs.ts';
import {
  type PeerId,
  peerIdSchema,
  type RepositoryId,
  repositoryIdSchema,
  shortId,
} from '../../shared/ids.ts';
import { AliasTakenError, RemoteRemovedError } from '../errors/transfers.ts';
import type { Repository } from '../git/open.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';
import { fetchesInto, foldCase, leadsTo, type Remote, readRemotes, wasMadeFor } from './remotes.ts';
import { TakenNames } from './taken-names.ts';

const aliasRecordSchema = z.object({
  repository: repositoryIdSchema,
  peer: peerIdSchema,
  alias: z.string().refine(isAlias),
});

/** More names are not tried. */
const MAX_TRIED = 100;

export interface AliasChoice {
  readonly alias: Alias;
  /** The name that it would have had, but that is taken; null where it has the usual one. */
  readonly insteadOf: Alias | null;
}

interface Choosing {
  readonly wanted: Alias | undefined;
  readonly remotes: readonly Remote[];
  readonly signal: AbortSignal;
}

interface Named {
  readonly id: PeerId;
  readonly name: string;
}

/** Under which name each teammate's heads are kept in each repository. */
export class Aliases {
  readonly #file: JsonFile<z.infer<typeof aliasRecordSchema>[]>;

  private constructor(file: JsonFile<z.infer<typeof aliasRecordSchema>[]>) {
    this.#file = file;
  }

  static async open(folder: DataFolder): Promise<Aliases> {
    return new Aliases(await folder.openList('aliases.json', aliasRecordSchema));
  }

  find(repository: RepositoryId, peer: PeerId): Alias | null {
    const record = this.#file.value.find(
      (entry) => entry.repository === repository && entry.peer === peer,
    );
    return record?.alias ?? null;
  }

  /**
   * The name to fetch under: the wanted one, the one used before, or a free one made from the peer's name.
   * A name that the user uses otherwise is never taken over, also if it was the teammate's before.
   * @throws AliasTakenError if the wanted name cannot be had
   */
  async choose(
    id: RepositoryId,
    repository: Repository,
    peer: Named,
    wanted: Alias | undefined,
    signal: AbortSignal,
  ): Promise<AliasChoice> {
    const remotes = await readRemotes(repository, signal);
    return this.#choose(id, repository, peer, { wanted, remotes, signal });
  }

  async #choose(
    id: RepositoryId,
    repository: Repository,
    peer: Named,
    { wanted, remotes, signal }: Choosing,
  ): Promise<AliasChoice> {
    const known = this.#known(id, peer.id, remotes);
    if (known !== null && (wanted === undefined || wanted === known))
      return { alias: known, insteadOf: null };
    const taken = await TakenNames.read(repository, remotes, signal);
    const isTaken = async (alias: Alias) =>
      this.#isUsedByAnother(id, peer.id, alias) || (await taken.has(alias));
    if (wanted !== undefined) {
      if (await isTaken(wanted)) throw new AliasTakenError(wanted);
      return { alias: wanted, insteadOf: null };
    }
    const [usual = '', ...others] = candidates(peer);
    if (!isSpokenFor(usual) && !(await isTaken(usual))) return { alias: usual, insteadOf: null };
    for (const alias of others) {
      if (!(await isTaken(alias))) return { alias, insteadOf: usual };
    }
    throw new AliasTakenError(usual);
  }

  /**
   * The same for one who is followed.
   * @throws RemoteRemovedError: whoever removes a remote does not want it back a moment later
   */
  async chooseForFollowing(
    id: RepositoryId,
    repository: Repository,
    peer: Named,
    signal: AbortSignal,
  ): Promise<AliasChoice> {
    const recorded = this.find(id, peer.id);
    const remotes = await readRemotes(repository, signal);
    const isIts = (remote: Remote) => remote.name === recorded || wasMadeFor(remote, peer.id);
    if (recorded !== null && !remotes.some(isIts)) throw new RemoteRemovedError(recorded);
    return this.#choose(id, repository, peer, { wanted: undefined, remotes, signal });
  }

  /** To be called once refs are there under this name. */
  async remember(repository: RepositoryId, peer: PeerId, alias: Alias): Promise<void> {
    if (this.find(repository, peer) === alias) return;
    await this.#file.update((records) => [
      ...records.filter((entry) => entry.repository !== repository || entry.peer !== peer),
      { repository, peer, alias },
    ]);
  }

  /**
   * The name used before, also where only the remote tells of it: the user may have renamed it. Null where
   * there is none, or it has become a name of the user's.
   */
  #known(id: RepositoryId, peer: PeerId, remotes: readonly Remote[]): Alias | null {
    const recorded = this.find(id, peer);
    const isRecorded = (remote: Remote) => remote.name === recorded && leadsTo(remote, peer);
    const own = remotes.find(isRecorded) ?? remotes.find((remote) => wasMadeFor(remote, peer));
    const alias = own !== undefined && isAlias(own.name) ? own.name : recorded;
    if (alias === null) return null;
    const isInTheWay = (remote: Remote) =>
      remote.name === alias
        ? remote.urls.length > 0 && !leadsTo(remote, peer)
        : fetchesInto(remote, alias);
    return remotes.some(isInTheWay) ? null : alias;
  }

  #isUsedByAnother(repository: RepositoryId, peer: PeerId, alias: Alias): boolean {
    return this.#file.value.some(
      (entry) =>
        entry.repository === repository &&
        entry.peer !== peer &&
        foldCase(entry.alias) === foldCase(alias),
    );
  }
}

/** Names for a teammate, the usual one first: those of one name are told apart by the beginning of their ids. */
function candidates({ id, name }: Named): Alias[] {
  const usual = aliasFromName(name);
  const told = `${usual}-${shortId(id)}`;
  const numbered = Array.from({ length: MAX_TRIED }, (_, index) => `${told}-${index + 2}`);
  return [usual, told, ...numbered, `peer-${shortId(id)}`];
}
