import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ObjectFormat, objectFormatSchema } from '../../shared/ids.ts';
import { explainNoAccess } from '../errors/data-folder.ts';
import {
  FolderMissingError,
  isGitFailure,
  NotARepositoryError,
  PartialRepositoryError,
  ShallowRepositoryError,
  UnreadableNameError,
  UntrustedOwnerError,
} from './errors.ts';
import { type GitPlace, git } from './run.ts';
import { isEscaped } from './text.ts';

/** A repository of the user's, as git sees it. All paths are absolute. */
export interface Repository extends GitPlace {
  /** The working tree's top, or the repository itself if it is bare: what the user calls it. */
  readonly path: string;
  readonly gitDir: string;
  /** Where refs and objects live; differs from `gitDir` in a linked worktree. */
  readonly commonDir: string;
  readonly objectsDir: string;
  readonly objectFormat: ObjectFormat;
}

/**
 * Opens the repository at `path`, or the one that holds this folder.
 * @throws FolderMissingError, NotARepositoryError, UntrustedOwnerError, ShallowRepositoryError,
 *   PartialRepositoryError, UnreadableNameError
 */
export async function openRepository(path: string, signal?: AbortSignal): Promise<Repository> {
  await checkFolder(path);
  const { place, facts } = await findRepository(path, signal);
  const [format, shallow, insideWorkTree] = facts;
  const pathOf = (...args: string[]) => absolutePath(place, args, signal);
  const [gitDir, commonDir, objectsDir] = await Promise.all([
    pathOf('--git-dir'),
    pathOf('--git-common-dir'),
    pathOf('--git-path', 'objects'),
  ]);
  const isInFiles = place.gitDir === undefined && insideWorkTree === 'true';
  const top = isInFiles ? await pathOf('--show-toplevel') : gitDir;
  if (shallow === 'true') throw new ShallowRepositoryError(top);
  const objectFormat = objectFormatSchema.parse(format);
  const repository = { path: top, gitDir, commonDir, objectsDir, objectFormat };
  if (await isPartial(repository, signal)) throw new PartialRepositoryError(top);
  return repository;
}

/** @throws FolderMissingError, NoAccessError, NotARepositoryError */
async function checkFolder(path: string): Promise<void> {
  const entry = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const isMissing = error.code === 'ENOENT' || error.code === 'ENOTDIR';
    throw isMissing ? new FolderMissingError(path, error) : explainNoAccess(path, error);
  });
  if (!entry.isDirectory()) throw new NotARepositoryError(path);
}

const FACTS = ['--show-object-format', '--is-shallow-repository', '--is-inside-work-tree'];

/** Where the user's settings let git use a bare repository only by name (safe.bareRepository), it is named. */
async function findRepository(
  path: string,
  signal?: AbortSignal,
): Promise<{ place: GitPlace; facts: string[] }> {
  const look = async (place: GitPlace) => {
    const options = { signal, expects: EXPECTED };
    const { stdout } = await git(place, ['rev-parse', ...FACTS], options);
    return { place, facts: stdout.split(/\r?\n/) };
  };
  try {
    return await look({ cwd: path }).catch((error: unknown) => {
      if (!isGitFailure(error, 'bare-by-name')) throw error;
      return look({ cwd: path, gitDir: path });
    });
  } catch (error) {
    throw explain(error, path);
  }
}

const EXPECTED = ['foreign-owner', 'bare-by-name', 'not-a-repository'] as const;

function explain(error: unknown, path: string): unknown {
  if (isGitFailure(error, 'foreign-owner')) return new UntrustedOwnerError(path, error);
  if (isGitFailure(error, 'not-a-repository')) return new NotARepositoryError(path, error);
  return error;
}

/** Asked for one by one: a path may hold line breaks. @throws UnreadableNameError */
async function absolutePath(
  place: GitPlace,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  const { stdout } = await git(place, ['rev-parse', '--path-format=absolute', ...args], { signal });
  const path = stdout.replace(/\r?\n$/, '');
  if (isEscaped(path)) throw new UnreadableNameError(path);
  return path;
}

/** A partial clone lacks objects by design (gitglossary: promisor remote). */
async function isPartial(repository: GitPlace, signal?: AbortSignal): Promise<boolean> {
  const { exitCode } = await git(
    repository,
    ['config', '--get-regexp', '^(remote\\..*\\.promisor|extensions\\.partialclone)$'],
    { signal, successExitCodes: [0, 1] },
  );
  return exitCode === 0;
}

/** Where Shoal keeps what is under way for this repository; removed when nothing is. */
export function shoalDir(repository: Repository): string {
  return join(repository.commonDir, 'shoal');
}
