import type { FetchNote } from '../../../shared/api/fetch-remarks.ts';
import { count } from '../../../shared/domain/words/quantity.ts';
import type { Oid, PeerId } from '../../../shared/ids.ts';
import { readConfig } from '../../git/config.ts';
import type { Repository } from '../../git/open.ts';
import type { GitPlace } from '../../git/run.ts';
import { attributesMention } from '../../git/small-blobs.ts';
import { LFS_ATTRIBUTE } from '../../lfs/pointer.ts';
import type { Brought } from '../../receiving/lfs/bring-files.ts';

const FILTER = '^filter\\.lfs\\.(smudge|process)$';

/** What is left to do about large files that a clone holds pointers of. */
export async function largeFileNotes(
  repository: Repository,
  peer: PeerId,
  { here, missing }: Brought,
): Promise<FetchNote[]> {
  if (here + missing === 0) return [];
  const note = { peer, code: 'large-files' } as const;
  if (!(await hasLfsFilter(repository))) {
    const files = count(here + missing, 'large file', 'large files');
    return [{ ...note, sentence: pointersStay(files, repository.path) }];
  }
  if (missing === 0) return [];
  const files = count(missing, 'large file', 'large files');
  const sentence = `Nobody here gave ${files} (Git LFS). “git lfs pull” in ${repository.path} gets them from their server.`;
  return [{ ...note, sentence }];
}

/**
 * The same of a clone that git has made, where nobody has counted them.
 * @param path what the user calls the clone
 * @returns null where there are none, or git-lfs has written them out
 */
export async function pointersNotice(
  repository: GitPlace,
  path: string,
  commit: Oid,
  signal: AbortSignal,
): Promise<string | null> {
  if (await hasLfsFilter(repository)) return null;
  const has = await attributesMention(repository, commit, LFS_ATTRIBUTE, signal);
  return has ? pointersStay('large files', path) : null;
}

/** Whether git-lfs is set up here. */
export async function hasLfsFilter(repository: GitPlace): Promise<boolean> {
  return (await readConfig(repository, FILTER)).length > 0;
}

function pointersStay(files: string, path: string): string {
  return `Pointers stand in the place of ${files} (Git LFS). Install git-lfs, then run “git lfs install” and “git lfs pull” in ${path}.`;
}
