import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ObjectFormat, objectFormatSchema } from '../../shared/ids.ts';
import { explainNoAccess } from '../errors/data-folder.ts';
import { type ConfigEntry, readConfig } from './config.ts';
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
  return (await openAlong(path, [], signal)).repository;
}

/**
 * The same, and all values of some settings, for which git is started anyway.
 * @param keys parts of an extended regular expression; others may be among the answers
 */
export async function openAlong(
  path: string,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<{ repository: Repository; settings: readonly ConfigEntry[] }> {
  await checkFolder(path);
  const { place, kind, top, gitDir, commonDir, objectsDir } = await findRepository(path, signal);
  const [format, shallow, insideWorkTree] = kind;
  const isInFiles = place.gitDir === undefined && insideWorkTree === 'true';
  const called = isInFiles ? top : gitDir;
  if (shallow === 'true') throw new ShallowRepositoryError(called);
  const objectFormat = objectFormatSchema.parse(format);
  const repository = { path: called, gitDir, commonDir, objectsDir, objectFormat };
  const settings = await readConfig(repository, `^(${[...PARTIAL, ...keys].join('|')})$`, signal);
  if (settings.some(({ key }) => IS_PARTIAL.test(key))) throw new PartialRepositoryError(called);
  return { repository, settings };
}

/** A partial clone lacks objects by design (gitglossary: promisor remote). */
const PARTIAL = ['remote\\..*\\.promisor', 'extensions\\.partialclone'];
const IS_PARTIAL = new RegExp(`^(${PARTIAL.join('|')})$`);

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
  /** Of the working tree; empty where there is none. */
  readonly top: string;
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
 * Asks for everything at once, and last for the working tree, over which git fails where there is none. A path may hold
 * line breaks: between two of them stands an option that nobody could have guessed, which git repeats as it does with
 * all that it does not know (git-rev-parse(1)).
 */
async function look(place: GitPlace, signal?: AbortSignal): Promise<Found> {
  const end = `--end-${randomBytes(12).toString('hex')}`;
  const paths = [['--git-dir'], ['--git-common-dir'], ['--git-path', 'objects']];
  const asked = [...KIND, end, ...paths.flatMap((each) => [...each, end])];
  const all = ['rev-parse', '--path-format=absolute', ...asked, '--show-toplevel'];
  const { stdout } = await git(place, all, {
    ...{ signal, expects: EXPECTED, answers: ['no-work-tree'] },
  });
  const [kind = '', ...found] = stdout.split(new RegExp(`\\r?\\n${end}\\r?\\n`));
  const [gitDir = '', commonDir = '', objectsDir = '', last = ''] = found.map(readable);
  const top = last.replace(/\r?\n$/, '');
  return { place, kind: kind.split(/\r?\n/), top, gitDir, commonDir, objectsDir };
}

const EXPECTED = ['foreign-owner', 'bare-by-name', 'not-a-repository'] as const;

function explain(error: unknown, path: string): unknown {
  if (isGitFailure(error, 'foreign-owner')) return new UntrustedOwnerError(path, error);
  if (isGitFailure(error, 'not-a-repository')) return new NotARepositoryError(path, error);
  return error;
}

/** @throws UnreadableNameError */
function readable(path: string): string {
  if (isEscaped(path)) throw new UnreadableNameError(path);
  return path;
}

/** Where Shoal keeps what is under way for this repository; removed when nothing is. */
export function shoalDir(repository: Repository): string {
  return join(repository.commonDir, 'shoal');
}
