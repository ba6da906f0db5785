import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from '../../engine/git/checkout.ts';
import { initRepository } from '../../engine/git/init.ts';
import { openRepository } from '../../engine/git/open.ts';
import { git } from '../../engine/git/run.ts';
import { writeSymbolicRef } from '../../engine/git/symbolic-ref.ts';
import { fastImportStream } from './history.ts';
import type { DemoCopy } from './projects.ts';

/** Makes the repository in a new folder, its first branch checked out. */
export async function makeCopy(
  folder: string,
  { project, branches }: DemoCopy,
  start: number,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await initRepository(folder, 'sha1');
  const repository = await openRepository(folder);
  await writeSymbolicRef(repository, 'HEAD', `refs/heads/${branches[0]?.name}`);
  await git(repository, ['fast-import', '--quiet', '--done'], {
    input: fastImportStream(branches, start),
  });
  await writeFile(join(repository.commonDir, 'description'), `${project.description}\n`);
  await checkout({ ...repository, cwd: folder }, 'HEAD');
}
