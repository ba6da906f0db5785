import { randomUUID } from 'node:crypto';
import { copyFile, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectFormat } from '../../shared/ids.ts';
import { HeadRefusedError } from '../errors/heads.ts';
import { explainDiskFull } from '../errors/interruptions.ts';
import { isGitFailure } from '../git/errors.ts';
import { listRefs } from '../git/for-each-ref.ts';
import { fileWriting, listOwnPrograms } from '../git/own-programs.ts';
import {
  areFilesAsListed,
  isIndexAt,
  moveTree,
  putTreeBack,
  type TreePlace,
} from '../git/read-tree.ts';
import { readSymbolicRef, writeSymbolicRef } from '../git/symbolic-ref.ts';
import { INDEX_LOCK } from '../git/under-way.ts';
import { updateRefs } from '../git/update-ref.ts';
import { type Move, readJournal, removeJournal, writeJournal } from './move-journal.ts';

/** A working tree of the user's. */
export interface Workplace {
  readonly gitDir: string;
  readonly workTree: string;
  readonly cwd: string;
  readonly objectFormat: ObjectFormat;
}

/** The index as it will be. */
const NEXT_INDEX = 'shoal-index';

/**
 * Brings a clean working tree from one commit to another, and its refs with it. Meanwhile git's own lock is held:
 * whoever ends this at any moment leaves all as it was, all as it is to be, or the lock, from which `endInterrupted`
 * goes on. No hook runs.
 * @throws HeadRefusedError, and then nothing has changed
 */
export async function moveFiles(place: Workplace, wanted: Omit<Move, 'token'>): Promise<void> {
  const { gitDir } = place;
  const move = { ...wanted, token: randomUUID() };
  const programs = fileWriting(await listOwnPrograms(place));
  const next = withNextIndex(place);
  await writeJournal(gitDir, move);
  await lock(gitDir, move.token).catch(async (error: unknown) => {
    await removeJournal(gitDir);
    throw error;
  });
  const index = join(gitDir, 'index');
  let isWriting = false;
  try {
    await copyFile(index, next.index);
    await moveTree(next, { ...move, isTrial: true }, programs);
    isWriting = true;
    await moveTree(next, { ...move, isTrial: false }, programs);
    await moveRefs(place, move);
  } catch (error) {
    if (isWriting) {
      await copyFile(index, next.index);
      await putTreeBack(next, move, programs);
    }
    await unlock(gitDir);
    throw explain(error);
  }
  await finish(gitDir);
}

/**
 * Ends what was interrupted: forward where all files are as they are to be, back where none has changed. Not to be
 * called while a move is under way in this process.
 * @throws HeadRefusedError where it is neither
 */
export async function endInterrupted(place: Workplace): Promise<void> {
  const { gitDir } = place;
  const move = await readJournal(gitDir);
  if (move === null) return;
  const held = await readFile(join(gitDir, INDEX_LOCK), 'utf8').catch(() => null);
  // It had not begun, or had ended: the lock, if there is one, is another's.
  if (held !== move.token) return forget(gitDir);
  const programs = fileWriting(await listOwnPrograms(place));
  const next = withNextIndex(place);
  const isPrepared = await stat(next.index).then(
    () => true,
    () => false,
  );
  if (!isPrepared) await copyFile(join(gitDir, 'index'), next.index);
  const isClean = await areFilesAsListed(next, programs).catch(() => false);
  if (isClean && (await isIndexAt(next, move.to))) {
    await moveRefs(place, move);
    return finish(gitDir);
  }
  if (isClean && (await isIndexAt(next, move.from))) return unlock(gitDir);
  throw new HeadRefusedError(
    'interrupted',
    'Shoal was ended while it changed files here. Look again in a moment; if this stays, look at what you have changed since, and run the command: it puts the files back as they were committed.',
    'rm "$(git rev-parse --git-path index.lock)" && git reset --hard',
  );
}

function withNextIndex(place: Workplace): TreePlace {
  return { ...place, index: join(place.gitDir, NEXT_INDEX) };
}

/** @throws HeadRefusedError where git, or another Shoal, is at work */
async function lock(gitDir: string, token: string): Promise<void> {
  try {
    await writeFile(join(gitDir, INDEX_LOCK), token, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw explainDiskFull(error);
    throw locked(error);
  }
}

/** What is so already is passed over: a move that was interrupted may have come so far. */
async function moveRefs(place: Workplace, { from, to, head, refs, reason }: Move): Promise<void> {
  const { direct } = await listRefs(place, ['refs/heads/']);
  const isDone = ({ ref, new: now }: Move['refs'][number]) => (direct.get(ref) ?? null) === now;
  const due = refs.filter((change) => !isDone(change));
  await updateRefs(
    place,
    due.filter((change) => change.new !== null),
    reason,
  );
  if (head === null) await updateRefs(place, [{ ref: 'HEAD', old: from, new: to }], reason);
  else if ((await readSymbolicRef(place)) !== head) {
    await writeSymbolicRef(place, 'HEAD', head, { reason });
  }
  // A branch that is checked out is not removed before another one is.
  await updateRefs(
    place,
    due.filter((change) => change.new === null),
    reason,
  );
}

async function finish(gitDir: string): Promise<void> {
  await rename(join(gitDir, NEXT_INDEX), join(gitDir, 'index'));
  await unlock(gitDir);
}

async function unlock(gitDir: string): Promise<void> {
  await rm(join(gitDir, INDEX_LOCK), { force: true });
  await forget(gitDir);
}

async function forget(gitDir: string): Promise<void> {
  await rm(join(gitDir, NEXT_INDEX), { force: true });
  await removeJournal(gitDir);
}

function locked(cause: unknown): HeadRefusedError {
  return new HeadRefusedError(
    'locked',
    'git is at work there. Try again in a moment; if nothing runs any more, remove its lock with the command.',
    'rm "$(git rev-parse --git-path index.lock)"',
    cause,
  );
}

function explain(error: unknown): unknown {
  if (isGitFailure(error, 'in-the-way')) {
    const sentence =
      'A file of yours that is not committed is in the way. Move it, or commit it, and try again.';
    return new HeadRefusedError('in-the-way', sentence, 'git status', error);
  }
  if (isGitFailure(error, 'ref-moved')) {
    const sentence = 'The branch has moved meanwhile. Look again.';
    return new HeadRefusedError('moved-meanwhile', sentence, null, error);
  }
  if (isGitFailure(error, 'locked')) return locked(error);
  if (isGitFailure(error, 'filter-failed')) {
    const sentence =
      'A filter of your git settings failed for its files. See that it works; nothing was changed.';
    return new HeadRefusedError('filter-failed', sentence, null, error);
  }
  return error;
}
