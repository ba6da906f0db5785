import type { ObjectFormat } from '../../shared/ids.ts';
import { git } from './run.ts';

/** Makes an empty repository in `directory`, which must be there. */
export async function initRepository(
  directory: string,
  objectFormat: ObjectFormat,
  signal?: AbortSignal,
): Promise<void> {
  await git(
    { cwd: directory },
    ['init', '--quiet', `--object-format=${objectFormat}`, '--end-of-options', directory],
    { signal },
  );
}
