import type { Oid } from '../../shared/ids.ts';
import { type GitOptions, type GitPlace, git } from './run.ts';

/** A working tree, with an index of its own. */
export type TreePlace = GitPlace & { readonly index: string; readonly cwd: string };

/** Which programs may run: `listOwnPrograms` says which may not. */
export type Programs = Required<Pick<GitOptions, 'settings' | 'mayConnect'>>;

const CHECKED = ['filter-failed', 'bad-path', 'cannot-write', 'in-the-way', 'bad-data'] as const;

/** Looks at files that may have been touched without being changed; what has been, a later step tells. */
async function refreshIndex(place: TreePlace, programs: Programs): Promise<void> {
  const args = ['update-index', '-q', '--refresh'];
  await git(place, args, { ...programs, successExitCodes: [0, 1] });
}

/**
 * Brings index and files from one commit to another, and leaves what is the same (git-read-tree(1), two trees).
 * The filters that attributes ask for run.
 * @param move `isTrial`: whether it would go is found out, and nothing changed
 * @throws GitFailedError as `in-the-way` before anything is changed; or otherwise, with files half written
 */
export async function moveTree(
  place: TreePlace,
  { from, to, isTrial }: { readonly from: Oid; readonly to: Oid; readonly isTrial: boolean },
  programs: Programs,
): Promise<void> {
  await refreshIndex(place, programs);
  const trial = isTrial ? ['--dry-run'] : [];
  await git(place, ['read-tree', '-m', '-u', ...trial, from, to], {
    ...programs,
    expects: CHECKED,
  });
}

/** Puts files back as they are at `from` that a move to `to` has written, or removed, in part; the index is that of `from`. */
export async function putTreeBack(
  place: TreePlace,
  { from, to }: { readonly from: Oid; readonly to: Oid },
  programs: Programs,
): Promise<void> {
  // As if the move had come to its end, but without files: so git knows which of them it may touch.
  await git(place, ['read-tree', '-m', '-i', from, to], programs);
  await git(place, ['read-tree', '--reset', '-u', from], programs);
}

/** Whether all files that the index lists are as it lists them. */
export async function areFilesAsListed(place: TreePlace, programs: Programs): Promise<boolean> {
  await refreshIndex(place, programs);
  const args = ['diff-files', '--quiet', '--ignore-submodules'];
  const { exitCode } = await git(place, args, { ...programs, successExitCodes: [0, 1] });
  return exitCode === 0;
}

/** Whether the index lists what a commit has. */
export async function isIndexAt(place: TreePlace, commit: Oid): Promise<boolean> {
  const args = ['diff-index', '--cached', '--quiet', '--ignore-submodules=none', commit, '--'];
  const { exitCode } = await git(place, args, { successExitCodes: [0, 1] });
  return exitCode === 0;
}
