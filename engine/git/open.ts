import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ObjectFormat, objectFormatSchema } from '../../shared/ids.ts';
import {
  isGitFailure,
  NotARepositoryError,
  PartialRepositoryError,
  ShallowRepositoryError,
  UntrustedOwnerError,
} from './errors.ts';
import { textLines } from './lines.ts';
import { type GitPlace, git } from './run.ts';

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
 * @throws NotARepositoryError, UntrustedOwnerError, ShallowRepositoryError, PartialRepositoryError
 */
export async function openRepository(path: string, signal?: AbortSignal): Promise<Repository> {
  if (!(await isDirectory(path))) throw new NotARepositoryError(path);
  const place = { cwd: path };
  const { stdout } = await git(
    place,
    [
      'rev-parse',
      '--path-format=absolute',
      '--git-dir',
      '--git-common-dir',
      '--git-path',
      'objects',
      '--show-object-format',
      '--is-shallow-repository',
      '--is-bare-repository',
      '--is-inside-work-tree',
    ],
    { signal, expects: ['foreign-owner', 'not-a-repository'] },
  ).catch((error: unknown) => {
    throw explain(error, path);
  });
  const [gitDir = '', commonDir = '', objectsDir = '', format, shallow, , insideWorkTree] =
    textLines(stdout);
  const top = insideWorkTree === 'true' ? await workTreeTop(place, signal) : gitDir;
  if (shallow === 'true') throw new ShallowRepositoryError(top);
  const objectFormat = objectFormatSchema.parse(format);
  const repository = { path: top, gitDir, commonDir, objectsDir, objectFormat };
  if (await isPartial(repository, signal)) throw new PartialRepositoryError(top);
  return repository;
}

function explain(error: unknown, path: string): unknown {
  if (isGitFailure(error, 'foreign-owner')) return new UntrustedOwnerError(path, error);
  if (isGitFailure(error, 'not-a-repository')) return new NotARepositoryError(path, error);
  return error;
}

async function workTreeTop(place: GitPlace, signal?: AbortSignal): Promise<string> {
  const { stdout } = await git(place, ['rev-parse', '--path-format=absolute', '--show-toplevel'], {
    signal,
  });
  return stdout.replace(/\r?\n$/, '');
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

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}

/** Where Shoal keeps what is under way for this repository; removed when nothing is. */
export function shoalDir(repository: Repository): string {
  return join(repository.commonDir, 'shoal');
}
