import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectFormat } from '../../shared/ids.ts';
import type { Repository } from './open.ts';
import type { GitPlace } from './run.ts';

/** Where two commits can be looked at; what is made there goes into a folder of its own. */
export interface ScratchPlace extends GitPlace {
  readonly gitDir: string;
  readonly cwd: string;
  readonly objects: { readonly directory: string; readonly alternates: readonly string[] };
  readonly objectFormat: ObjectFormat;
}

/**
 * Does something in a bare repository of its own that sees the objects of `repository`, and is removed
 * afterwards: what is made there never gets into the user's.
 *
 * It has no settings, the user's own included, and no working tree, so no attributes either. A merge
 * there runs no merge driver and no filter, whatever a teammate's `.gitattributes` asks for. The price:
 * a driver of the user's might settle what counts as a conflict here.
 */
export async function inScratchRepository<T>(
  repository: Repository,
  parent: string,
  work: (place: ScratchPlace) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(parent, 'look-'));
  try {
    // By hand, since `git init` would copy the user's template.
    await mkdir(join(directory, 'objects'));
    await mkdir(join(directory, 'refs'));
    await writeFile(join(directory, 'HEAD'), 'ref: refs/heads/none\n');
    await writeFile(join(directory, 'config'), configOf(repository));
    return await work({
      gitDir: directory,
      // git looks for a submodule's commits below the current folder, at a path that a teammate chose.
      cwd: directory,
      objects: { directory: join(directory, 'objects'), alternates: [repository.objectsDir] },
      withoutSettings: true,
      objectFormat: repository.objectFormat,
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function configOf({ objectFormat }: Repository): string {
  return [
    '[core]',
    'repositoryFormatVersion = 1',
    'bare = true',
    // Instead of the one in the user's home.
    'attributesFile = ""',
    '[extensions]',
    `objectFormat = ${objectFormat}`,
    '[merge]',
    // Comparing every lost file with every new one is what a merge can take long over.
    'renameLimit = 1000',
    '',
  ].join('\n');
}
