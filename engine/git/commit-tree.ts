import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git } from './run.ts';

/**
 * Makes a commit of a tree, in the user's name.
 * @throws GitFailedError as `no-identity`
 */
export async function commitTree(
  place: GitPlace,
  { tree, parents, message }: { tree: Oid; parents: readonly Oid[]; message: string },
  signal?: AbortSignal,
): Promise<Oid> {
  const args = ['commit-tree', ...parents.flatMap((parent) => ['-p', parent]), '-F', '-', tree];
  const { stdout } = await git(place, args, {
    ...{ signal, input: `${message}\n` },
    expects: ['no-identity'],
  });
  return stdout.trim() as Oid;
}

/** Whether git knows in whose name to commit. */
export async function hasIdentity(place: GitPlace, signal?: AbortSignal): Promise<boolean> {
  const { exitCode } = await git(place, ['var', 'GIT_COMMITTER_IDENT'], {
    signal,
    successExitCodes: [0, 128],
  });
  return exitCode === 0;
}
