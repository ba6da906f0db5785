import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that git locks by one with `.lock` behind its name (Documentation/technical/api-lockfile), beside the refs. */
const LOCKED = [
  'packed-refs',
  'HEAD',
  'config',
  'gc.pid',
  join('objects', 'info', 'commit-graph'),
  join('objects', 'info', 'commit-graphs', 'commit-graph-chain'),
  join('objects', 'pack', 'multi-pack-index'),
];

/**
 * Removes the locks that a git left which was killed in the middle: of a transaction, or of collecting garbage. Whatever
 * needs one of them would fail for good. Only for a bare repository of which it is certain that no git works in it.
 */
export async function removeStaleLocks(gitDir: string): Promise<void> {
  const refs = join(gitDir, 'refs');
  const entries = await readdir(refs, { recursive: true }).catch(() => []);
  // git lets no name of a ref end so.
  const ofRefs = entries.filter((entry) => entry.endsWith('.lock')).map((name) => join(refs, name));
  const others = LOCKED.map((name) => join(gitDir, `${name}.lock`));
  for (const path of [...ofRefs, ...others]) await rm(path, { force: true });
}
