import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { getSystemErrorMap } from 'node:util';
import { ShoalError } from '../../shared/errors.ts';
import { NoAccessError } from '../errors/data-folder.ts';
import {
  DamagedRepositoryError,
  GoneRepositoryError,
  LostRepositoryError,
  UnreadableRepositoryError,
} from '../errors/repositories.ts';
import { GitFailedError, GitMissingError, NotARepositoryError } from '../git/errors.ts';
import { recognize } from '../git/failures.ts';
import type { Place } from './vital-signs.ts';

/** Commands that read refs and commits. */
const READERS: ReadonlySet<string> = new Set(['for-each-ref', 'rev-list']);

/**
 * Why a repository that was one before cannot be used any more. Where its folders cannot be looked at,
 * that is the reason for whatever else failed.
 */
export async function explainLoss(error: unknown, place: Place): Promise<unknown> {
  const { path, gitDir, commonDir, objectsDir } = place;
  const refusal = await refusalOf(path);
  if (refusal !== null) {
    return isAbsent(refusal) ? new GoneRepositoryError(path) : explainRefusal(refusal, path, path);
  }
  if (saysWhy(error)) return error;
  for (const folder of [gitDir, commonDir, objectsDir]) {
    const failure = folder === undefined ? null : await refusalOf(folder);
    if (failure === null || folder === undefined) continue;
    if (isAbsent(failure)) return new LostRepositoryError(path, failure);
    return explainRefusal(failure, path, folder);
  }
  if (error instanceof NotARepositoryError) return new LostRepositoryError(path, error);
  if (error instanceof GitFailedError && isDamage(error)) {
    return new DamagedRepositoryError(path, error);
  }
  return isOfSystem(error) ? new UnreadableRepositoryError(path, reasonOf(error), error) : error;
}

/** Why this folder cannot be looked into; null if it can. */
async function refusalOf(folder: string): Promise<NodeJS.ErrnoException | null> {
  try {
    // What is no folder cannot be looked into, whatever the rights are.
    const isFolder = (await stat(folder)).isDirectory();
    if (!isFolder) return Object.assign(new Error(`${folder} is a file`), { code: 'ENOTDIR' });
    await access(folder, constants.R_OK | constants.X_OK);
    return null;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

function isAbsent({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function explainRefusal(refusal: NodeJS.ErrnoException, path: string, folder: string): ShoalError {
  const isRight = refusal.code === 'EACCES' || refusal.code === 'EPERM';
  if (isRight) return new NoAccessError(folder, refusal);
  return new UnreadableRepositoryError(path, reasonOf(refusal), refusal);
}

/** A shallow clone, somebody else's…: not what git says when something is missing that it needs. */
function saysWhy(error: unknown): boolean {
  const isVague =
    error instanceof NotARepositoryError ||
    error instanceof GitFailedError ||
    error instanceof GitMissingError;
  return error instanceof ShoalError && !isVague;
}

function isDamage({ verb, ending }: GitFailedError): boolean {
  return READERS.has(verb) && recognize(ending, ['bad-data']) !== null;
}

function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).errno === 'number';
}

/** `input/output error`, in the words of the system. */
function reasonOf({ errno, code }: NodeJS.ErrnoException): string {
  return getSystemErrorMap().get(errno ?? 0)?.[1] ?? code ?? 'unknown reason';
}
