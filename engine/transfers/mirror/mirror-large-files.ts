import { mkdir, readdir, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { LfsOid } from '../../../shared/ids.ts';
import type { Repository } from '../../git/open.ts';
import { lfsFolder, lfsPath } from '../../lfs/lfs-store.ts';
import { bringLargeFiles, type LargeFiles } from '../../receiving/lfs/bring-files.ts';

/** What a whole file is called in the store; others are on their way. */
const WHOLE = /^[0-9a-f]{64}$/;

/**
 * Brings the large files (Git LFS) that a checkout of a copy's commit needs: git-lfs looks for them where a repository
 * borrows objects. Whatever goes wrong, their server has them, too.
 */
export async function bringMirrorFiles(task: LargeFiles): Promise<void> {
  await bringLargeFiles(task).catch(() => {});
  task.signal.throwIfAborted();
}

/** Makes the large files of one repository another's. */
export async function adoptLargeFiles(from: Repository, into: Repository): Promise<void> {
  const [given, kept] = [await lfsFolder(from), await lfsFolder(into)];
  // The user keeps those of all repositories in one place.
  if (given === kept) return;
  const names = await readdir(given, { recursive: true }).catch(() => []);
  for (const oid of names.map((name) => basename(name)).filter((name) => WHOLE.test(name))) {
    const target = lfsPath(kept, oid as LfsOid);
    await mkdir(dirname(target), { recursive: true });
    await rename(lfsPath(given, oid as LfsOid), target);
  }
}
