import { type GitPlace, git } from './run.ts';

export interface Worktree {
  readonly path: string;
  readonly gitDir: string;
  /** The checked-out branch, as `refs/heads/main`; null when HEAD is detached. */
  readonly branch: string | null;
}

/** The main working tree and all linked ones; a bare repository's own entry has none, and is left out. */
export async function listWorktrees(place: GitPlace, signal?: AbortSignal): Promise<Worktree[]> {
  const { stdout } = await git(place, ['worktree', 'list', '--porcelain', '-z'], { signal });
  const worktrees: Worktree[] = [];
  for (const entry of stdout.split('\0\0')) {
    const fields = new Map(
      entry.split('\0').map((line): [string, string] => {
        const space = line.indexOf(' ');
        return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
      }),
    );
    const path = fields.get('worktree');
    if (path === undefined || fields.has('bare') || fields.has('prunable')) continue;
    const found = await git({ cwd: path }, ['rev-parse', '--absolute-git-dir'], { signal });
    const gitDir = found.stdout.replace(/\r?\n$/, '');
    worktrees.push({ path, gitDir, branch: fields.get('branch') ?? null });
  }
  return worktrees;
}
