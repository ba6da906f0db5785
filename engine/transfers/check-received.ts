import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { ObjectsRequest } from '../../shared/gtp/reel.ts';
import type { Oid } from '../../shared/ids.ts';
import {
  DiskFullError,
  GitFailedError,
  MissingObjectsError,
  RefusedByFsckError,
} from '../errors.ts';
import { readBoolean, readConfig } from '../git/config.ts';
import { fsckPack } from '../git/index-pack.ts';
import type { Repository } from '../git/open.ts';
import { checkConnected, listMissing } from '../git/rev-list.ts';
import type { Progress } from './progress.ts';
import type { Quarantine } from './quarantine.ts';
import { receivePack } from './receive-pack.ts';
import type { RemoteCopy } from './remote-copy.ts';

/** A missing tree hides what it holds: each round may find more. */
const MAX_ROUNDS = 16;

/**
 * Checks that everything the wants reach is here, and asks for single objects that are not.
 * @throws MissingObjectsError
 */
export async function completeObjects(
  repository: Repository,
  quarantine: Quarantine,
  copies: readonly RemoteCopy[],
  wants: readonly Oid[],
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const sender = copies[0]?.peer.name ?? 'A teammate';
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const failure = await connectivityFailure(quarantine, wants, signal);
    if (failure === null) return;
    const missing = await listMissing(quarantine.place, { from: wants }, signal).catch(
      (error: unknown) => {
        throw error instanceof GitFailedError ? new MissingObjectsError(sender, error) : error;
      },
    );
    if (missing.length === 0) throw new MissingObjectsError(sender, failure);
    const objects = missing.slice(0, LIMITS.objectsPerRequest);
    await askForObjects(
      repository,
      quarantine,
      copies,
      { wants: [...wants], objects },
      progress,
      signal,
    );
  }
  throw new MissingObjectsError(sender);
}

/** Takes single objects from the first copy that gives them. */
async function askForObjects(
  repository: Repository,
  quarantine: Quarantine,
  copies: readonly RemoteCopy[],
  request: ObjectsRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const file = join(quarantine.scratchDirectory, 'missing.part');
  let failure: unknown = null;
  for (const copy of copies) {
    const { id, name: sender } = copy.peer;
    const onBytes = (bytes: number) => progress.received(id, bytes);
    try {
      await copy.downloadObjects(request, file, onBytes, signal);
      const pack = { file, isThin: false, sender, objects: null };
      await receivePack(quarantine, repository.objectFormat, pack, signal);
      return;
    } catch (error) {
      if (signal.aborted || error instanceof DiskFullError) throw error;
      failure ??= error;
    }
  }
  throw failure ?? new MissingObjectsError('A teammate');
}

async function connectivityFailure(
  quarantine: Quarantine,
  wants: readonly Oid[],
  signal: AbortSignal,
): Promise<GitFailedError | null> {
  try {
    await checkConnected(quarantine.place, wants, signal);
    return null;
  } catch (error) {
    if (error instanceof GitFailedError) return error;
    throw error;
  }
}

/** Whether the user's settings ask `git fetch` to check the content of what it receives. */
export async function wantsFsck(repository: Repository, signal: AbortSignal): Promise<boolean> {
  return (
    (await readBoolean(repository, 'fetch.fsckObjects', signal)) ??
    (await readBoolean(repository, 'transfer.fsckObjects', signal)) ??
    false
  );
}

/**
 * Checks the content of all received objects if the user's settings ask `git fetch` to do so
 * (fetch.fsckObjects, transfer.fsckObjects, fetch.fsck.*; git-config(1)).
 * @throws RefusedByFsckError
 */
export async function fsckReceived(
  repository: Repository,
  quarantine: Quarantine,
  sender: string,
  signal: AbortSignal,
): Promise<void> {
  if (!(await wantsFsck(repository, signal))) return;
  const settings = await readConfig(repository, '^fetch\\.fsck\\.', signal);
  const levels = settings.map(({ key, value }) => `${key.slice('fetch.fsck.'.length)}=${value}`);
  const scratch = join(quarantine.scratchDirectory, 'fsck.idx');
  const packs = (await readdir(quarantine.packDirectory)).filter((name) => name.endsWith('.pack'));
  for (const name of packs) {
    const pack = join(quarantine.packDirectory, name);
    try {
      await fsckPack(quarantine.place, pack, scratch, levels.join(','), signal);
    } catch (error) {
      if (!(error instanceof GitFailedError)) throw error;
      throw new RefusedByFsckError(sender, error);
    } finally {
      await rm(scratch, { force: true });
    }
  }
}
