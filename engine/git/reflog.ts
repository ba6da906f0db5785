import type { Oid } from '../../shared/ids.ts';
import { textLines } from './lines.ts';
import { type GitPlace, git } from './run.ts';

/**
 * What refs have pointed at, as far as it is logged, and what is checked out, in every worktree.
 * @param except names below `refs/remotes/` whose logs are passed over
 */
export async function listLogged(
  place: GitPlace,
  except: readonly string[],
  signal?: AbortSignal,
): Promise<Oid[]> {
  const exclude = except.map((alias) => `--exclude=refs/remotes/${alias}/*`);
  const list = (...args: string[]) => git(place, ['rev-list', ...args, '--all'], { signal });
  const logged = await list('--walk-reflogs', '--ignore-missing', ...exclude);
  const checkedOut = await list('--no-walk', '--exclude=refs/*');
  return textLines(logged.stdout + checkedOut.stdout) as Oid[];
}
