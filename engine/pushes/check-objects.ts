import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PushEntry, PushedChange } from '../../shared/gtp/push.ts';
import type { ObjectFormat } from '../../shared/ids.ts';
import { BadBlockError, CostlyBlockError } from '../errors/peer-failures.ts';
import { PushRefusedError } from '../errors/pushes.ts';
import { existingObjects } from '../git/cat-file.ts';
import { isGitFailure } from '../git/errors.ts';
import { readFsckLevels } from '../git/fsck-settings.ts';
import { fsckPack } from '../git/index-pack.ts';
import { isAncestor } from '../git/merge-base.ts';
import type { Repository } from '../git/open.ts';
import type { GitPlace } from '../git/run.ts';
import { isComplete } from '../quarantine/is-complete.ts';
import type { Quarantine } from '../quarantine/quarantine.ts';
import { receivePack } from '../quarantine/receive-pack.ts';

export interface PushedPack {
  /** Null where nothing came. */
  readonly file: string | null;
  readonly sender: string;
  readonly isTrusted: boolean;
}

/**
 * Lets git check what came with a push, in its quarantine: every object's id and form, and that nothing is missing
 * of what the refs will lead to.
 * @throws PushRefusedError
 */
export async function checkObjects(
  repository: Repository,
  quarantine: Quarantine,
  entries: readonly PushEntry[],
  { file, sender, isTrusted }: PushedPack,
  signal: AbortSignal,
): Promise<void> {
  const { objectFormat } = repository;
  const changes = changesOf(entries);
  checkFormat(changes, objectFormat);
  if (file !== null) {
    const pack = { file, sender, isTrusted, objects: null, isThin: true };
    await receivePack(quarantine, objectFormat, pack, signal).catch((error: unknown) => {
      const isBad = error instanceof BadBlockError || error instanceof CostlyBlockError;
      throw isBad ? damaged('The pack is cut short, altered, or a trap.', error) : error;
    });
  }
  const wants = [...new Set(changes.flatMap(({ new: value }) => value ?? []))];
  if (!(await isComplete(quarantine, wants, signal))) {
    throw damaged('Something is missing of what these commits lead to.');
  }
  await checkCommits(quarantine, changes, signal);
  await checkForm(repository, quarantine, signal);
  await checkForward(quarantine.place, changes, { mayLack: false }, signal);
}

function checkFormat(changes: readonly PushedChange[], format: ObjectFormat): void {
  const length = format === 'sha1' ? 40 : 64;
  const ids = changes.flatMap(({ old, new: value }) => [old ?? [], value ?? []].flat());
  if (ids.some((oid) => oid.length !== length)) {
    throw damaged('These commits are of another object format than the project.');
  }
}

/** A branch leads to nothing but commits. */
async function checkCommits(
  { place }: Quarantine,
  changes: readonly PushedChange[],
  signal: AbortSignal,
): Promise<void> {
  const heads = changes
    .filter(({ ref }) => ref.startsWith('refs/heads/'))
    .flatMap(({ new: value }) => value ?? []);
  const commits = await existingObjects(place, heads, { type: 'commit', signal });
  if (!heads.every((oid) => commits.has(oid))) throw damaged('A branch can only lead to a commit.');
}

/** As `git receive-pack` does it with receive.fsckObjects. */
async function checkForm(
  repository: Repository,
  quarantine: Quarantine,
  signal: AbortSignal,
): Promise<void> {
  const levels = await readFsckLevels(repository, signal);
  const scratch = join(quarantine.scratchDirectory, 'fsck.idx');
  const names = await readdir(quarantine.packDirectory);
  for (const name of names.filter((each) => each.endsWith('.pack'))) {
    const pack = join(quarantine.packDirectory, name);
    try {
      await fsckPack(quarantine.place, pack, scratch, levels, signal);
    } catch (error) {
      if (!isGitFailure(error, 'bad-data')) throw error;
      throw damaged('git’s own check (git fsck) refuses what came.', error);
    } finally {
      await rm(scratch, { force: true });
    }
  }
}

/**
 * What was not forced loses nothing.
 * @param mayLack whether commits that a ref has left again need not be here
 * @throws PushRefusedError
 */
export async function checkForward(
  place: GitPlace,
  changes: readonly PushedChange[],
  { mayLack }: { readonly mayLack: boolean },
  signal: AbortSignal,
): Promise<void> {
  const refs: string[] = [];
  for (const { ref, old, new: value, forced } of changes) {
    if (forced === true || old === null || value === null) continue;
    const known = await existingObjects(place, [old, value], { type: 'commit', signal });
    const isKnown = known.has(old) && known.has(value);
    const isForward = isKnown ? await isAncestor(place, old, value, signal) : mayLack;
    if (!isForward) refs.push(ref);
  }
  if (refs.length === 0) return;
  throw new PushRefusedError('not-forward', `Commits of ${refs.join(', ')} would be lost.`, refs);
}

export function changesOf(entries: readonly PushEntry[]): PushedChange[] {
  return entries.flatMap((entry) => entry.changes);
}

function damaged(sentence: string, cause?: unknown): PushRefusedError {
  return new PushRefusedError('damaged', sentence, [], cause);
}
