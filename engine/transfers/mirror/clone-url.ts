import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RefUpdate } from '../../../shared/api/activity-state.ts';
import type { MirrorSource } from '../../../shared/api/mirror-source.ts';
import { asShoalError, CancelledError } from '../../../shared/errors.ts';
import { PausedError } from '../../errors/interruptions.ts';
import { OriginFailedError } from '../../errors/transfers.ts';
import { listRefs } from '../../git/for-each-ref.ts';
import { openRepository, type Repository } from '../../git/open.ts';
import { runUsersGit, saysUnreachable, type UsersTerminal } from '../../git/users-git.ts';
import { MIRRORS } from '../../remotes/mirror-refs.ts';
import { adoptPacks } from './adopt-packs.ts';
import { cloneFromMirror } from './clone-from-mirror.ts';
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
  readonly notices: readonly string[];
}

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
    if (!(task.signal.reason instanceof PausedError)) await folder.remove();
    throw error;
  }
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
  const notices: string[] = [];
  const brought = await task.bring(folder.lan).catch((error: unknown): MirrorSource[] => {
    signal.throwIfAborted();
    if (error instanceof CancelledError) throw error;
    notices.push(`Nothing came from nearby: ${asShoalError(error).message}`);
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
    if (exitCode !== 0) notices.push(FILES_MISSING);
    const lent = references.length > 0 ? null : mirror;
    if (lent !== null) await adoptPacks(lent, await openRepository(made, signal));
    return { instead: null, notices };
  }
  const [instead] = brought;
  if (mirror === null || instead === undefined || !saysUnreachable(stderr)) {
    throw new OriginFailedError(stderr);
  }
  await rm(made, { recursive: true, force: true });
  await mkdir(made);
  await cloneFromMirror({ url, made, mirror, source: instead, signal });
  return { instead, notices: [...notices, insteadWords(instead)] };
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
