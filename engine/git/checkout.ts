import type { Repository } from './open.ts';
import { git } from './run.ts';

/** Fills a fresh clone's index and working tree from `HEAD`. */
export async function checkoutHead(repository: Repository, signal?: AbortSignal): Promise<void> {
  await git(
    { cwd: repository.path, gitDir: repository.gitDir },
    ['read-tree', '--reset', '-u', 'HEAD'],
    { signal },
  );
}
