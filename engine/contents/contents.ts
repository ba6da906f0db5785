import type {
  CommitContents,
  CommitPage,
  FolderContents,
  FolderEntry,
} from '../../shared/api/contents/contents.ts';
import type { ContentsCommands } from '../../shared/api/contents/contents-commands.ts';
import type { Handlers, ParsedParams } from '../../shared/api/contract.ts';
import type { FileDiff } from '../../shared/gtp/comparison.ts';
import type { Oid, RepositoryId } from '../../shared/ids.ts';
import type { Comparisons, Ends } from '../comparing/comparisons.ts';
import { UnchangedFileError } from '../errors/heads.ts';
import { NotInRepositoryError } from '../errors/repositories.ts';
import { existingObjects } from '../git/cat-file.ts';
import { commitsWithMessages } from '../git/commit-messages.ts';
import { readHeadCommit } from '../git/head-commit.ts';
import { latestCommits, readCommits } from '../git/log.ts';
import { listFolder } from '../git/ls-tree.ts';
import type { Repository } from '../git/open.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { readingOf } from '../transfers/fetch-sources.ts';

/** Commits in one answer. */
const PAGE = 200;
/** Entries of a folder, and how long their names may be together, in UTF-16 units. */
const MOST_ENTRIES = 50_000;
const MOST_NAMES = 4 * 1024 * 1024;
/** A file with more bytes is not looked at: nobody would read it here. */
const LARGEST = 64 * 1024 * 1024;

/** Shows what is in repositories of mine, by object ids: no path, and no name of a ref, is given to git. */
export class Contents {
  readonly #repositories: Repositories;
  readonly #comparisons: Comparisons;

  constructor(repositories: Repositories, comparisons: Comparisons) {
    this.#repositories = repositories;
    this.#comparisons = comparisons;
  }

  get handlers(): Handlers<ContentsCommands> {
    return {
      'contents.commits': (params, signal) => this.#commits(params, signal),
      'contents.commit': (params, signal) => this.#commit(params, signal),
      'contents.diff': (params, signal) => this.#diff(params, signal),
      'contents.folder': ({ repository, tree }, signal) =>
        this.#folder(this.#open(repository), tree, signal),
      'contents.file': ({ repository, from, ...file }, signal) =>
        this.#file(this.#open(repository), file, from, signal),
    };
  }

  /** @throws UnknownRepositoryError, EmptyRepositoryError, and why the repository cannot be used */
  #open(id: RepositoryId): Repository {
    return readingOf(this.#repositories.get(id)).repository;
  }

  async #commits(
    { repository: id, tip: wanted, skip }: ParsedParams<ContentsCommands, 'contents.commits'>,
    signal: AbortSignal,
  ): Promise<CommitPage> {
    const repository = this.#open(id);
    const tip = wanted ?? (await readHeadCommit(repository, signal));
    if (tip === null) throw new NotInRepositoryError('commit');
    await mustExist(repository, tip, 'commit', signal);
    // One more tells whether there are any.
    const found = await latestCommits(repository, [tip], PAGE + 1, signal, skip);
    return { tip, commits: found.slice(0, PAGE), isLast: found.length <= PAGE };
  }

  async #commit(
    { repository: id, commit: oid }: ParsedParams<ContentsCommands, 'contents.commit'>,
    signal: AbortSignal,
  ): Promise<CommitContents> {
    const repository = this.#open(id);
    const parents = await parentsOf(repository, oid, signal);
    const ends = { from: parents[0] ?? null, to: oid };
    const [files, [commit]] = await Promise.all([
      this.#comparisons.files(repository, ends, signal),
      commitsWithMessages(repository, { from: [oid] }, 1, signal),
    ]);
    if (commit === undefined) throw new NotInRepositoryError('commit');
    return { commit, parents, files };
  }

  async #diff(
    { repository: id, commit, path, from }: ParsedParams<ContentsCommands, 'contents.diff'>,
    signal: AbortSignal,
  ): Promise<FileDiff> {
    const repository = this.#open(id);
    const [parent = null] = await parentsOf(repository, commit, signal);
    const ends: Ends = { from: parent, to: commit };
    const what = { path, from, largest: LARGEST };
    const diff = await this.#comparisons.diff(repository, ends, what, signal);
    if (diff === null) throw new UnchangedFileError();
    return diff;
  }

  async #folder(repository: Repository, tree: Oid, signal: AbortSignal): Promise<FolderContents> {
    await mustExist(repository, `${tree}^{tree}` as Oid, 'folder', signal);
    const entries: FolderEntry[] = [];
    let names = 0;
    for await (const { path: name, mode, oid, bytes } of listFolder(repository, tree, signal)) {
      names += name.length;
      if (entries.length >= MOST_ENTRIES || names > MOST_NAMES) return { entries, isCut: true };
      entries.push({ name, mode, oid, bytes });
    }
    return { entries, isCut: false };
  }

  async #file(
    repository: Repository,
    file: { readonly oid: Oid; readonly mode: string },
    from: number,
    signal: AbortSignal,
  ): Promise<FileDiff> {
    const content = await this.#comparisons.content(
      repository,
      file,
      { from, largest: LARGEST },
      signal,
    );
    if (content === null) throw new NotInRepositoryError('file');
    return content;
  }
}

/** @throws NotInRepositoryError for what is not here, or is no commit */
async function parentsOf(
  repository: Repository,
  commit: Oid,
  signal: AbortSignal,
): Promise<readonly Oid[]> {
  await mustExist(repository, commit, 'commit', signal);
  const [found] = await readCommits(repository, [commit], signal);
  return found?.parents ?? [];
}

/** Objects of history may be missing where it was cut off, or is damaged. */
async function mustExist(
  repository: Repository,
  oid: Oid,
  what: 'commit' | 'folder',
  signal: AbortSignal,
): Promise<void> {
  const type = what === 'commit' ? 'commit' : undefined;
  const found = await existingObjects(repository, [oid], { ...(type && { type }), signal });
  if (found.size === 0) throw new NotInRepositoryError(what);
}
