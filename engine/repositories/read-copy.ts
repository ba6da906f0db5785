import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isSharedRefName } from '../../shared/domain/ref-name.ts';
import { oneLine } from '../../shared/domain/text.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Head } from '../../shared/gtp/manifest.ts';
import type { Oid, SwarmId } from '../../shared/ids.ts';
import { forEachRef } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import { listRoots } from '../git/rev-list.ts';
import { readSymbolicRef } from '../git/symbolic-ref.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
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
}

/** Which project some heads belong to; null while there is no commit. */
export interface SwarmMembership {
  readonly swarm: SwarmId;
  readonly roots: readonly Oid[];
  readonly defaultBranch: string | null;
}

/** Reads heads, branch and description. */
export async function readCopy(repository: Repository, signal?: AbortSignal): Promise<CopyContent> {
  const [entries, branch, description, origins] = await Promise.all([
    forEachRef(repository, ['refs/heads/', 'refs/tags/'], signal),
    readSymbolicRef(repository, 'HEAD', signal),
    readDescription(repository),
    readOrigins(repository, signal),
  ]);
  const heads = entries
    .filter(({ ref }) => isSharedRefName(ref))
    .map(({ ref, oid, commit }) => (commit === null ? { ref, oid } : { ref, oid, tip: commit }));
  return { name: repositoryName(repository), description, branch, heads, origins };
}

/**
 * Finds the project that heads belong to: by the root commit of the default branch's first-parent
 * history, which every copy of the project shares, and by all other roots.
 */
export async function findMembership(
  repository: Repository,
  heads: readonly Head[],
  branch: string | null,
  signal?: AbortSignal,
): Promise<SwarmMembership | null> {
  const commits = heads.filter((head) => head.tip !== undefined);
  const main = defaultHead(commits, branch);
  if (main === null) return null;
  const tips = [...new Set(commits.map(({ oid }) => oid))];
  const [own, all] = await Promise.all([
    listRoots(repository, [main.oid], { firstParent: true, signal }),
    listRoots(repository, tips, { signal }),
  ]);
  const root = own[0];
  if (root === undefined) return null;
  const others = all.filter((oid) => oid !== root).sort();
  return {
    swarm: swarmIdOf(repository.objectFormat, root),
    roots: [root, ...others].slice(0, LIMITS.rootsPerRepository),
    defaultBranch: main.ref.startsWith('refs/heads/') ? main.ref : null,
  };
}

/** The checked-out branch if it is among the heads, else `main`, `master`, any branch, any tag. */
function defaultHead(heads: readonly Head[], branch: string | null): Head | null {
  for (const ref of [branch, 'refs/heads/main', 'refs/heads/master']) {
    const head = heads.find((candidate) => candidate.ref === ref);
    if (head !== undefined) return head;
  }
  return heads.find(({ ref }) => ref.startsWith('refs/heads/')) ?? heads[0] ?? null;
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
