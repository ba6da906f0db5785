import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RefUpdate } from '../../../shared/api/activity-state.ts';
import type { FetchNote } from '../../../shared/api/fetch-remarks.ts';
import type { MirrorSource } from '../../../shared/api/mirror-source.ts';
import { asShoalError, CancelledError } from '../../../shared/errors.ts';
import { DiskFullError, PausedError, StoppedError } from '../../errors/interruptions.ts';
import { OriginFailedError } from '../../errors/transfers.ts';
import { saysDiskFull } from '../../git/failures.ts';
import { listRefs } from '../../git/for-each-ref.ts';
import { openRepository, type Repository } from '../../git/open.ts';
import { readSymbolicRef } from '../../git/symbolic-ref.ts';
import { runUsersGit, saysUnreachable, type UsersTerminal } from '../../git/users-git.ts';
import { MIRRORS } from '../../remotes/mirror-refs.ts';
import { pointersNotice } from '../clone/large-file-notes.ts';
import { adoptPacks } from './adopt-packs.ts';
import { cloneFromMirror } from './clone-from-mirror.ts';
import { adoptLargeFiles } from './mirror-large-files.ts';
import { StagingFolder } from './staging-folder.ts';

export interface UrlCloneTask {
  /** As for `git clone`; a path is absolute. */
  readonly url: string;
  /** Absolute path of a folder that is empty, or not there yet. */
  readonly directory: string;
  /** Local repositories of related projects: what they have is not asked of the origin. */
  readonly useMirrors: readonly string[];
  /** Brings what copies nearby have into a repository in this folder. */
  bring(mirror: string): Promise<readonly MirrorSource[]>;
  /** Where git shows progress and asks for passwords; it asks for none without one. */
  readonly terminal: UsersTerminal | null;
  /** It is git's turn. */
  onGit?(): void;
  readonly signal: AbortSignal;
}

export interface UrlCloned {
  readonly updated: readonly RefUpdate[];
  /** The copy that stands in for an origin that is down; null where the origin had the last word. */
  readonly instead: MirrorSource | null;
  /** What the user is to know. */
  readonly notices: readonly Notice[];
}

type Notice = Pick<FetchNote, 'code' | 'sentence'>;

/**
 * Clones an address: first what copies nearby have, then the rest from the origin, by the user's own `git clone`, which
 * sees the former as a repository to borrow from. So the result is what it makes, whatever it makes; in the end
 * nothing is borrowed. A clone that fails leaves no folder behind.
 */
export async function cloneUrl(task: UrlCloneTask): Promise<UrlCloned> {
  const references = await Promise.all(task.useMirrors.map(referenceTo));
  const folder = await StagingFolder.claim(task.directory);
  if (folder === null) return { ...(await resultOf(task.directory)), instead: null, notices: [] };
  try {
    const { instead, notices } = await fill(task, folder, references);
    task.signal.throwIfAborted();
    await folder.moveUp();
    return { ...(await resultOf(task.directory)), instead, notices };
  } catch (error) {
    if (!goesOn(task.signal.reason)) await folder.remove();
    throw error;
  }
}

/** Whether the same is done again later: somebody paused it, or closed Shoal. */
function goesOn(reason: unknown): boolean {
  return reason instanceof PausedError || reason instanceof StoppedError;
}

/** @throws what `openRepository` does: of one that is shallow or partial, nothing can be borrowed */
async function referenceTo(path: string): Promise<string> {
  return (await openRepository(path)).commonDir;
}

async function fill(
  task: UrlCloneTask,
  folder: StagingFolder,
  references: readonly string[],
): Promise<Pick<UrlCloned, 'instead' | 'notices'>> {
  const { url, directory, terminal, signal } = task;
  const notices: Notice[] = [];
  const brought = await task
    .bring(folder.lan)
    .catch(async (error: unknown): Promise<MirrorSource[]> => {
      signal.throwIfAborted();
      if (error instanceof CancelledError) throw error;
      const { code, message } = asShoalError(error);
      // What came takes room that the origin's objects may need.
      if (code === 'disk-full') await rm(folder.lan, { recursive: true, force: true });
      const sentence = `Nothing came from nearby: ${message}`;
      notices.push({ code: 'nothing-nearby', sentence });
      return [];
    });
  const mirror = await mirrorIn(folder.lan);
  task.onGit?.();
  const borrowed = mirror === null ? references : [mirror.path, ...references];
  const args = [
    'clone',
    ...(terminal?.stderr.isTTY ? ['--progress'] : []),
    ...borrowed.flatMap((path) => ['--reference', path]),
    // A local repository keeps what is its own: git copies what is needed.
    ...(references.length > 0 ? ['--dissociate'] : []),
    ...['--', url, basename(directory)],
  ];
  const made = join(folder.cloneParent, basename(directory));
  const { exitCode, stderr } = await runUsersGit(args, {
    ...{ cwd: folder.cloneParent, terminal, signal },
  });
  const isMade = exitCode === 0 || CHECKOUT_FAILED.test(stderr);
  if (isMade) {
    if (exitCode !== 0) notices.push({ code: 'files-missing', sentence: FILES_MISSING });
    if (mirror !== null) await adopt(mirror, made, references.length === 0, signal);
    notices.push(...(await pointersLeft(made, directory, signal)));
    return { instead: null, notices };
  }
  if (saysDiskFull(stderr)) throw new DiskFullError();
  const [instead] = brought;
  if (mirror === null || instead === undefined || !saysUnreachable(stderr)) {
    throw new OriginFailedError(stderr);
  }
  await rm(made, { recursive: true, force: true });
  await mkdir(made);
  const missing = await cloneFromMirror({ ...task, made, mirror, source: instead });
  if (missing !== null) notices.push({ code: 'files-missing', sentence: missing });
  const sentence = insteadWords(instead);
  return { instead, notices: [...notices, { code: 'origin-down', sentence }] };
}

/** @param isLent whether the clone has borrowed its objects so far */
async function adopt(
  mirror: Repository,
  made: string,
  isLent: boolean,
  signal: AbortSignal,
): Promise<void> {
  const repository = await openRepository(made, signal);
  if (isLent) await adoptPacks(mirror, repository);
  await adoptLargeFiles(mirror, repository);
}

/** What git does not say of a clone whose large files it cannot write out. */
async function pointersLeft(
  made: string,
  directory: string,
  signal: AbortSignal,
): Promise<Notice[]> {
  const place = { cwd: made };
  const branch = await readSymbolicRef(place, 'HEAD', signal);
  const commit = branch === null ? undefined : (await listRefs(place, [branch])).direct.get(branch);
  if (commit === undefined) return [];
  const sentence = await pointersNotice(place, directory, commit, signal);
  return sentence === null ? [] : [{ code: 'large-files', sentence }];
}

/** Everything came, and git kept it. */
const CHECKOUT_FAILED = /Clone succeeded, but checkout failed/;
const FILES_MISSING =
  'Everything is here, but not all files could be written. Mend what git says, then run “git restore --source=HEAD :/” there.';

/** What came from nearby; null if nothing did. */
async function mirrorIn(path: string): Promise<Repository | null> {
  const mirror = await openRepository(path).catch(() => null);
  if (mirror === null) return null;
  const { direct } = await listRefs(mirror, [MIRRORS]);
  return direct.size === 0 ? null : mirror;
}

async function resultOf(directory: string): Promise<Pick<UrlCloned, 'updated'>> {
  const { direct } = await listRefs({ cwd: directory }, []);
  return { updated: [...direct].map(([ref, oid]) => ({ ref, old: null, new: oid })) };
}

function insteadWords({ name, asOf }: MirrorSource): string {
  const when =
    asOf === null ? 'an unknown time' : new Date(asOf * 1_000).toISOString().slice(0, 16);
  return `origin is down; this is what the LAN has, as of ${when.replace('T', ' ')} UTC (${name}). “git fetch origin” brings the rest when it is up again.`;
}
