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

/** The same without files of its own, and without what the user has in every new one. */
export async function initBareRepository(
  directory: string,
  objectFormat: ObjectFormat,
  signal?: AbortSignal,
): Promise<void> {
  const kind = ['--bare', '--template=', `--object-format=${objectFormat}`];
  await git({ cwd: directory }, ['init', '--quiet', ...kind, '--end-of-options', directory], {
    signal,
  });
}
