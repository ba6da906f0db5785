import { z } from 'zod';
import { type Alias, aliasFromName, isAlias } from '../../shared/domain/git/tracking-refs.ts';
import {
  type PeerId,
  peerIdSchema,
  type RepositoryId,
  repositoryIdSchema,
  shortId,
} from '../../shared/ids.ts';
import { AliasTakenError } from '../errors/transfers.ts';
import { readConfig } from '../git/config.ts';
import { listRefs } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';

const aliasRecordSchema = z.object({
  repository: repositoryIdSchema,
  peer: peerIdSchema,
  alias: z.string().refine(isAlias),
});

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
   * The name to fetch under: the wanted one, the one used before, or one made from the peer's name.
   * A name that the user already uses for a remote is never taken over.
   * @throws AliasTakenError
   */
  async choose(
    id: RepositoryId,
    repository: Repository,
    peer: { readonly id: PeerId; readonly name: string },
    wanted: Alias | undefined,
    signal: AbortSignal,
  ): Promise<Alias> {
    const known = this.find(id, peer.id);
    if (known !== null && (wanted === undefined || wanted === known)) return known;
    const alias = wanted ?? this.#unusedByOthers(id, peer);
    const isTaken =
      this.#isUsedByAnother(id, peer.id, alias) || (await isRemote(repository, alias, signal));
    if (isTaken) throw new AliasTakenError(alias);
    return alias;
  }

  /** Like `choose` where nobody can be asked: another name where the usual one is taken. */
  async chooseFree(
    id: RepositoryId,
    repository: Repository,
    peer: { readonly id: PeerId; readonly name: string },
    signal: AbortSignal,
  ): Promise<Alias> {
    const fallback = `${aliasFromName(peer.name)}-${shortId(peer.id)}`;
    return this.choose(id, repository, peer, undefined, signal).catch((error: unknown) => {
      if (!(error instanceof AliasTakenError)) throw error;
      return this.choose(id, repository, peer, fallback, signal);
    });
  }

  /** To be called once refs are there under this name. */
  async remember(repository: RepositoryId, peer: PeerId, alias: Alias): Promise<void> {
    if (this.find(repository, peer) === alias) return;
    await this.#file.update((records) => [
      ...records.filter((entry) => entry.repository !== repository || entry.peer !== peer),
      { repository, peer, alias },
    ]);
  }

  /** Two teammates of the same name are told apart by the beginning of their ids. */
  #unusedByOthers(repository: RepositoryId, peer: { id: PeerId; name: string }): Alias {
    const alias = aliasFromName(peer.name);
    return this.#isUsedByAnother(repository, peer.id, alias)
      ? `${alias}-${shortId(peer.id)}`
      : alias;
  }

  #isUsedByAnother(repository: RepositoryId, peer: PeerId, alias: Alias): boolean {
    // On some file systems names that differ in case are one folder.
    const wanted = alias.toLowerCase();
    return this.#file.value.some(
      (entry) =>
        entry.repository === repository &&
        entry.peer !== peer &&
        entry.alias.toLowerCase() === wanted,
    );
  }
}

async function isRemote(
  repository: Repository,
  alias: Alias,
  signal: AbortSignal,
): Promise<boolean> {
  const remotes = await readConfig(repository, '^remote\\.', signal);
  const wanted = alias.toLowerCase();
  const isConfigured = remotes.some(({ key }) => {
    const name = key.slice('remote.'.length, key.lastIndexOf('.')).toLowerCase();
    return name === wanted || name.startsWith(`${wanted}/`);
  });
  if (isConfigured) return true;
  const refs = await listRefs(repository, ['refs/remotes/'], signal);
  return [...refs.keys()].some((ref) =>
    `${ref.toLowerCase()}/`.startsWith(`refs/remotes/${wanted}/`),
  );
}
