import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isSharedRefName } from '../../shared/domain/git/ref-name.ts';
import { oneLine } from '../../shared/domain/words/text.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Head } from '../../shared/gtp/manifest.ts';
import type { PeerId } from '../../shared/ids.ts';
import { forEachRef } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import { readSymbolicRef } from '../git/symbolic-ref.ts';
import { readMaintainers } from './maintainers.ts';
import { readOrigins } from './origins.ts';

/** What was read of a repository of mine at one moment. */
export interface CopyContent {
  readonly name: string;
  readonly description: string | null;
  /** The checked-out branch, as `refs/heads/main`; null when HEAD is detached. */
  readonly branch: string | null;
  /** All local branches and tags, with their last commits. */
  readonly heads: readonly Head[];
  /** Hex SHA-256 of each normalized origin URL. */
  readonly origins: readonly string[];
  /** The peers whose heads count as the project's own, as the user's own configuration says. */
  readonly maintainers: readonly PeerId[];
}

/** Reads heads, branch and description. */
export async function readCopy(repository: Repository, signal?: AbortSignal): Promise<CopyContent> {
  const [entries, branch, description, origins, maintainers] = await Promise.all([
    forEachRef(repository, ['refs/heads/', 'refs/tags/'], signal),
    readSymbolicRef(repository, 'HEAD', signal),
    readDescription(repository),
    readOrigins(repository, signal),
    readMaintainers(repository, signal),
  ]);
  const heads = entries
    .filter(({ ref }) => isSharedRefName(ref))
    .map(({ ref, oid, commit }) => (commit === null ? { ref, oid } : { ref, oid, tip: commit }));
  return { name: repositoryName(repository), description, branch, heads, origins, maintainers };
}

function repositoryName(repository: Repository): string {
  const folder = basename(repository.path).replace(/\.git$/, '');
  const name = folder === '' ? basename(join(repository.path, '..')) : folder;
  return oneLine(name, LIMITS.nameLength) || 'repository';
}

/** `.git/description`, unless it is still what `git init` wrote there. */
async function readDescription({ commonDir }: Repository): Promise<string | null> {
  const text = await readFile(join(commonDir, 'description'), 'utf8').catch(() => '');
  const line = oneLine(text, LIMITS.descriptionLength);
  return line === '' || line.startsWith('Unnamed repository') ? null : line;
}
