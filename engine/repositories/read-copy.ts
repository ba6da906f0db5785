import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RefNameFault, whyNotShared } from '../../shared/domain/git/ref-name.ts';
import { shortLine } from '../../shared/domain/words/text.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Head } from '../../shared/gtp/manifest.ts';
import type { PeerId } from '../../shared/ids.ts';
import { type ConfigEntry, readConfig } from '../git/config.ts';
import { forEachRef } from '../git/for-each-ref.ts';
import { openAlong, type Repository } from '../git/open.ts';
import { repositoryName } from '../git/repository-name.ts';
import { readSymbolicRef } from '../git/symbolic-ref.ts';
import { guessedText, quotedName, textOf } from '../git/text.ts';
import { hasLfsFiles, LFS_KEYS } from '../lfs/lfs-store.ts';
import { MAINTAINER_KEYS, maintainersIn } from './maintainers.ts';
import { ORIGIN_KEYS, type Origins, originsIn } from './origins.ts';

/** What was read of a repository of mine at one moment. */
export interface CopyContent {
  readonly name: string;
  readonly description: string | null;
  /** The checked-out branch, as `refs/heads/main`; null when HEAD is detached. */
  readonly branch: string | null;
  /** All local branches and tags, with their last commits. */
  readonly heads: readonly Head[];
  /** Branches and tags that cannot be told to others by their names, which are here as git shows them. */
  readonly unnamed: readonly { readonly ref: string; readonly fault: RefNameFault }[];
  /** Those of them that only stand for another ref, and its name. */
  readonly symbolic: ReadonlyMap<string, string>;
  readonly origins: Origins;
  /** The peers whose heads count as the project's own, as the user's own configuration says. */
  readonly maintainers: readonly PeerId[];
  /** There are large files of Git LFS. */
  readonly hasLfs: boolean;
}

/** What a copy's settings tell of it, as parts of a regular expression. */
export const COPY_KEYS = [ORIGIN_KEYS, MAINTAINER_KEYS, LFS_KEYS];

export type OpenedCopy = Awaited<ReturnType<typeof openCopy>>;

/** Opens the repository at `path`, or the one that holds this folder, and reads `COPY_KEYS` along with it. */
export function openCopy(path: string) {
  return openAlong(path, COPY_KEYS);
}

export interface CopyReading {
  /** All of `COPY_KEYS`, where they are known; others may be among them. */
  readonly settings?: readonly ConfigEntry[] | Promise<readonly ConfigEntry[]>;
  readonly signal?: AbortSignal;
}

/** Reads heads, branch and description. */
export async function readCopy(
  repository: Repository,
  { settings: known, signal }: CopyReading = {},
): Promise<CopyContent> {
  const [entries, description, settings] = await Promise.all([
    forEachRef(repository, ['refs/heads/', 'refs/tags/'], signal),
    readDescription(repository),
    known ?? readConfig(repository, `^(${COPY_KEYS.join('|')})$`, signal),
  ]);
  const hasLfs = await hasLfsFiles(repository, settings);
  // Not among them is one without a commit, or none.
  const branch =
    entries.find(({ isCurrent }) => isCurrent)?.ref ??
    (await readSymbolicRef(repository, 'HEAD', signal));
  const heads: Head[] = [];
  const unnamed: CopyContent['unnamed'][number][] = [];
  for (const { ref, oid, commit } of entries) {
    const fault = whyNotShared(ref);
    if (fault !== null) unnamed.push({ ref: quotedName(ref), fault });
    else heads.push(commit === null ? { ref, oid } : { ref, oid, tip: commit });
  }
  const symbolic = new Map(
    entries.flatMap(({ ref, target }) => (target === null ? [] : [[ref, target] as const])),
  );
  const name = await repositoryName(repository);
  return {
    ...{ name, description, branch, heads, symbolic, unnamed, hasLfs },
    origins: originsIn(settings),
    maintainers: maintainersIn(settings),
  };
}

/** `.git/description`, unless it is still what `git init` wrote there. */
async function readDescription({ commonDir }: Repository): Promise<string | null> {
  const bytes = await readFile(join(commonDir, 'description')).catch(() => Buffer.of());
  const line = shortLine(guessedText(textOf(bytes)), LIMITS.descriptionLength);
  return line === '' || line.startsWith('Unnamed repository') ? null : line;
}
