import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from '../../git/open.ts';

/**
 * Makes the packs of one repository another's, which borrowed them so far, and borrows nothing any more. A pack's index
 * comes last: git takes a pack for complete as soon as it sees that.
 */
export async function adoptPacks(from: Repository, into: Repository): Promise<void> {
  const packs = join(from.objectsDir, 'pack');
  const target = join(into.objectsDir, 'pack');
  await mkdir(target, { recursive: true });
  const names = await readdir(packs);
  for (const ending of ['.pack', '.rev', '.idx']) {
    for (const name of names.filter((each) => each.endsWith(ending))) {
      await rename(join(packs, name), join(target, name));
    }
  }
  await rm(join(into.objectsDir, 'info', 'alternates'), { force: true });
}
