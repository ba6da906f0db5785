import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes the locks of branches and tags that a git left which was killed in the middle of a transaction. Only for a
 * bare repository of which it is certain that no git works in it.
 */
export async function removeStaleLocks(gitDir: string): Promise<void> {
  for (const folder of ['refs/heads', 'refs/tags']) {
    const entries = await readdir(join(gitDir, folder), { recursive: true }).catch(() => []);
    for (const name of entries.filter((entry) => entry.endsWith('.lock'))) {
      await rm(join(gitDir, folder, name), { force: true });
    }
  }
  for (const file of ['packed-refs.lock', 'HEAD.lock'])
    await rm(join(gitDir, file), { force: true });
}
