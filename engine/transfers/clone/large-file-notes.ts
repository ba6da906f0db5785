import type { FetchNote } from '../../../shared/api/fetch-remarks.ts';
import { count } from '../../../shared/domain/words/quantity.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { readConfig } from '../../git/config.ts';
import type { Repository } from '../../git/open.ts';
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
  const hasFilter = (await readConfig(repository, FILTER)).length > 0;
  if (!hasFilter) {
    const files = count(here + missing, 'large file', 'large files');
    const sentence = `Pointers stand in the place of ${files} (Git LFS). Install git-lfs, then run “git lfs install” and “git lfs pull” in ${repository.path}.`;
    return [{ ...note, sentence }];
  }
  if (missing === 0) return [];
  const files = count(missing, 'large file', 'large files');
  const sentence = `Nobody here gave ${files} (Git LFS). “git lfs pull” in ${repository.path} gets them from their server.`;
  return [{ ...note, sentence }];
}
