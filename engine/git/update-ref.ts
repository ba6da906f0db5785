import type { ObjectFormat, Oid } from '../../shared/ids.ts';
import { withoutHooks } from './own-programs.ts';
import { type GitPlace, git } from './run.ts';

/** `old` and `new` as in a ref update: null where the ref is not there before, or after. */
export interface RefChange {
  readonly ref: string;
  readonly old: Oid | null;
  readonly new: Oid | null;
}

/**
 * Makes all changes in one transaction, or none: each ref must still be at its `old` value. Nothing is
 * ever written through a symbolic ref. `reason` goes into the reflogs.
 * @throws GitFailedError as `ref-moved` or `locked`
 */
export async function updateRefs(
  place: GitPlace & { readonly objectFormat: ObjectFormat },
  changes: readonly RefChange[],
  reason: string,
  signal?: AbortSignal,
): Promise<void> {
  if (changes.length === 0) return;
  const none = '0'.repeat(place.objectFormat === 'sha1' ? 40 : 64);
  const lines = changes.map(({ ref, old, new: value }) => {
    const change = value === null ? `delete ${ref}\0` : `update ${ref}\0${value}\0`;
    return `option no-deref\0${change}${old ?? none}\0`;
  });
  const input = ['start\0', ...lines, 'prepare\0', 'commit\0'].join('');
  await git(place, ['update-ref', '-m', reason, '--stdin', '-z'], {
    signal,
    input,
    settings: await withoutHooks(place, signal),
    expects: ['ref-moved', 'locked'],
  });
}
