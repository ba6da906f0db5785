import { dirname, join } from 'node:path';
import { type GitPlace, git } from './run.ts';

export interface Worktree {
  /** The checked-out branch, as `refs/heads/main`; null when HEAD is detached. */
  readonly branch: string | null;
  /** Null where the folder that is said to hold its files is not found, or does not belong to the repository. */
  readonly place: { readonly gitDir: string; readonly workTree: string } | null;
}

/** The main working tree and all linked ones; a bare repository's own entry has none, and is left out. */
export async function listWorktrees(
  repository: GitPlace & { readonly commonDir: string },
  signal?: AbortSignal,
): Promise<Worktree[]> {
  const { stdout } = await git(repository, ['worktree', 'list', '--porcelain', '-z'], { signal });
  const worktrees: Worktree[] = [];
  for (const [index, entry] of stdout.split('\0\0').entries()) {
    const fields = new Map(
      entry.split('\0').map((line): [string, string] => {
        const space = line.indexOf(' ');
        return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
      }),
    );
    const listed = fields.get('worktree');
    if (listed === undefined || fields.has('bare') || fields.has('prunable')) continue;
    // The main one comes first.
    const gitDir = index === 0 ? repository.commonDir : await gitDirAt(listed, signal);
    const isOwn = gitDir !== null && isPartOf(gitDir, repository.commonDir);
    const place = isOwn ? await placeOf(gitDir, listed, signal) : null;
    worktrees.push({ branch: fields.get('branch') ?? null, place });
  }
  return worktrees;
}

/** The repository's own, or that of a linked working tree (gitrepository-layout(5)). */
function isPartOf(gitDir: string, commonDir: string): boolean {
  return gitDir === commonDir || dirname(gitDir) === join(commonDir, 'worktrees');
}

/**
 * Settings may name any folder of the user's as the working tree (core.worktree): it is one only if the
 * repository is found from there, too.
 */
async function placeOf(
  gitDir: string,
  listed: string,
  signal?: AbortSignal,
): Promise<Worktree['place']> {
  const workTree = await onePath({ gitDir, cwd: listed }, '--show-toplevel', signal);
  if (workTree === null || (await gitDirAt(workTree, signal)) !== gitDir) return null;
  return { gitDir, workTree };
}

function gitDirAt(cwd: string, signal?: AbortSignal): Promise<string | null> {
  return onePath({ cwd }, '--absolute-git-dir', signal);
}

/** Null where git finds none. */
async function onePath(
  place: GitPlace,
  option: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const options = { signal, successExitCodes: [0, 128] };
  const { stdout, exitCode } = await git(place, ['rev-parse', option], options);
  // The name itself may end in a line break.
  return exitCode === 0 ? stdout.replace(/\r?\n$/, '') : null;
}
