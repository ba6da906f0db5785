import { withoutHooks } from './own-programs.ts';
import { type GitPlace, git } from './run.ts';

/** The branch that `HEAD` (or another symbolic ref) names, as `refs/heads/main`; null if detached. */
export async function readSymbolicRef(
  place: GitPlace,
  name = 'HEAD',
  signal?: AbortSignal,
): Promise<string | null> {
  const { stdout, exitCode } = await git(place, ['symbolic-ref', '--quiet', name], {
    signal,
    successExitCodes: [0, 1],
  });
  return exitCode === 0 ? stdout.trim() : null;
}

/** @param reason for the reflog */
export async function writeSymbolicRef(
  place: GitPlace,
  name: string,
  target: string,
  { signal, reason }: { readonly signal?: AbortSignal; readonly reason?: string } = {},
): Promise<void> {
  const logged = reason === undefined ? [] : ['-m', reason];
  await git(place, ['symbolic-ref', ...logged, '--end-of-options', name, target], {
    signal,
    settings: await withoutHooks(place, signal),
  });
}
