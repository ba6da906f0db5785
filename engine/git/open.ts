import { randomBytes } from 'node:crypto';
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
  const { place, kind, gitDir, commonDir, objectsDir } = await findRepository(path, signal);
  const [format, shallow, insideWorkTree] = kind;
  const isInFiles = place.gitDir === undefined && insideWorkTree === 'true';
  const top = isInFiles ? await workingTree(place, signal) : gitDir;
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

interface Found extends Pick<Repository, 'gitDir' | 'commonDir' | 'objectsDir'> {
  readonly place: GitPlace;
  /** Answers to `KIND`. */
  readonly kind: readonly string[];
}

const KIND = ['--show-object-format', '--is-shallow-repository', '--is-inside-work-tree'];

/** Where the user's settings let git use a bare repository only by name (safe.bareRepository), it is named. */
async function findRepository(path: string, signal?: AbortSignal): Promise<Found> {
  try {
    return await look({ cwd: path }, signal).catch((error: unknown) => {
      if (!isGitFailure(error, 'bare-by-name')) throw error;
      return look({ cwd: path, gitDir: path }, signal);
    });
  } catch (error) {
    throw explain(error, path);
  }
}

/**
 * Asks for everything at once. A path may hold line breaks: between two of them stands an option that nobody
 * could have guessed, which git repeats as it does with all that it does not know (git-rev-parse(1)).
 */
async function look(place: GitPlace, signal?: AbortSignal): Promise<Found> {
  const end = `--end-${randomBytes(12).toString('hex')}`;
  const paths = [['--git-dir'], ['--git-common-dir'], ['--git-path', 'objects']];
  const asked = [...KIND, end, ...paths.flatMap((each) => [...each, end])];
  const { stdout } = await git(place, ['rev-parse', '--path-format=absolute', ...asked], {
    signal,
    expects: EXPECTED,
  });
  const [kind = '', ...found] = stdout.split(new RegExp(`\\r?\\n${end}\\r?\\n`));
  const [gitDir = '', commonDir = '', objectsDir = ''] = found.map(readable);
  return { place, kind: kind.split(/\r?\n/), gitDir, commonDir, objectsDir };
}

const EXPECTED = ['foreign-owner', 'bare-by-name', 'not-a-repository'] as const;

function explain(error: unknown, path: string): unknown {
  if (isGitFailure(error, 'foreign-owner')) return new UntrustedOwnerError(path, error);
  if (isGitFailure(error, 'not-a-repository')) return new NotARepositoryError(path, error);
  return error;
}

/** The working tree's top: where there is none, git fails. @throws UnreadableNameError */
async function workingTree(place: GitPlace, signal?: AbortSignal): Promise<string> {
  const args = ['rev-parse', '--path-format=absolute', '--show-toplevel'];
  const { stdout } = await git(place, args, { signal });
  return readable(stdout.replace(/\r?\n$/, ''));
}

/** @throws UnreadableNameError */
function readable(path: string): string {
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
