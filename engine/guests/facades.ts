import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import type { Repository } from '../git/open.ts';
import type { GitPlace } from '../git/run.ts';
import { bytesOf } from '../git/text.ts';
import { Turns } from '../waiting/turns.ts';

/**
 * Bare repositories that hold the refs that are shared, and no others, and find the objects where they are.
 * git answers guests from there: no setting, hook, attribute or ref of the user's repository counts.
 */
export class Facades implements AsyncDisposable {
  readonly #parent: string;
  readonly #written = new Map<RepositoryId, { entry: SharedRepository; of: Repository }>();
  readonly #turns = new Turns();

  /** @param parent a folder for them, which is removed at the end */
  constructor(parent: string) {
    this.#parent = parent;
  }

  /** @param entry what is shared of it now */
  async of(
    id: RepositoryId,
    repository: Repository,
    entry: SharedRepository,
  ): Promise<GitPlace & { gitDir: string }> {
    const gitDir = join(this.#parent, id);
    await this.#turns.take(id, async () => {
      const written = this.#written.get(id);
      if (written?.entry === entry && written.of === repository) return;
      await write(gitDir, repository, entry);
      this.#written.set(id, { entry, of: repository });
    });
    return {
      gitDir,
      cwd: gitDir,
      objects: { directory: repository.objectsDir, alternates: [] },
      withoutSettings: true,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#parent, { recursive: true, force: true });
  }
}

async function write(
  gitDir: string,
  { objectFormat }: Repository,
  { heads, defaultBranch }: SharedRepository,
): Promise<void> {
  await mkdir(join(gitDir, 'objects'), { recursive: true, mode: 0o700 });
  await mkdir(join(gitDir, 'refs'), { recursive: true });
  const config = [
    '[core]',
    'repositoryFormatVersion = 1',
    'bare = true',
    '[extensions]',
    `objectFormat = ${objectFormat}`,
    '',
  ];
  const refs = heads.map(({ oid, ref }) => `${oid} ${ref}\n`).join('');
  await replace(gitDir, 'config', config.join('\n'));
  await replace(gitDir, 'packed-refs', refs);
  await replace(gitDir, 'HEAD', `ref: ${defaultBranch ?? 'refs/heads/none'}\n`);
}

/** Whoever reads it meanwhile reads all of the one or of the other. */
async function replace(folder: string, name: string, text: string): Promise<void> {
  const path = join(folder, name);
  await writeFile(`${path}.new`, bytesOf(text));
  await rename(`${path}.new`, path);
}
