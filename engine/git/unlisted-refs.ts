import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Repository } from './open.ts';

/**
 * Refs below a prefix that git does not list, but would not let anything stand beside: symbolic refs that
 * lead nowhere, and files that are damaged. They are looked for where git keeps refs as files; a table of
 * refs (git-init(1), `reftable`) holds no damaged ones.
 * @param prefix such as `refs/remotes/anna/`
 * @param listed what git lists there
 */
export async function findUnlistedRefs(
  { commonDir }: Repository,
  prefix: string,
  listed: (ref: string) => boolean,
): Promise<string[]> {
  const entries = await readdir(join(commonDir, prefix), {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory() && !entry.name.endsWith('.lock'))
    .map(({ parentPath, name }) => relative(commonDir, join(parentPath, name)))
    .map((path) => path.split(sep).join('/'))
    .filter((ref) => !listed(ref));
}
