import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Oid } from '../../shared/ids.ts';
import { readBooleans, readConfig } from '../git/config.ts';
import type { Repository } from '../git/open.ts';
import { attributesMention } from '../git/small-blobs.ts';

/** In git's attributes, what has a say in how files are merged (gitattributes(5)). */
const MERGE = 'merge';
const SETTINGS = '^merge\\.(default|renormalize)$';

/**
 * Whether attributes or settings choose how files are merged. Shoal merges without them, so that nothing which
 * somebody committed starts a program: what comes of it could be another file than git's.
 */
export async function hasMergeRules(
  repository: Repository,
  commits: readonly Oid[],
  signal?: AbortSignal,
): Promise<boolean> {
  for (const commit of commits) {
    if (await attributesMention(repository, commit, MERGE, signal)) return true;
  }
  const own = join(repository.commonDir, 'info', 'attributes');
  if ((await readFile(own, 'utf8').catch(() => '')).includes(MERGE)) return true;
  return (await readConfig(repository, SETTINGS, signal)).length > 0;
}

/** Whether the user's merges carry a signature, which only a program of theirs can make. */
export async function signsCommits(repository: Repository, signal?: AbortSignal): Promise<boolean> {
  const set = await readBooleans(repository, '^commit\\.gpgsign$', signal);
  return set.get('commit.gpgsign') === true;
}
