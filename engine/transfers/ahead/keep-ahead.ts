import type { Oid } from '../../../shared/ids.ts';
import type { Repository } from '../../git/open.ts';
import { listUnreached } from '../../git/rev-list.ts';
import { updateRefs } from '../../git/update-ref.ts';
import { listAhead, planAhead } from '../../remotes/ahead-refs.ts';

/**
 * Makes the refs of what was fetched ahead as they have to be: one for each commit that is whole here and that
 * nothing else leads to, and none for what the user has by now, or nobody has any more.
 * @param whole what somebody near has and is here with all that it reaches
 */
export async function keepAhead(
  repository: Repository,
  whole: readonly Oid[],
  signal?: AbortSignal,
): Promise<void> {
  const existing = await listAhead(repository, signal);
  const tips = [...new Set([...existing.map(({ oid }) => oid), ...whole])];
  if (tips.length === 0) return;
  const { commits, parents } = await listUnreached(repository, tips, signal);
  const needed = new Set(tips.filter((oid) => commits.has(oid) && !parents.has(oid)));
  const changes = planAhead({ existing, wanted: new Set(whole), needed, now: Date.now() });
  await updateRefs(repository, changes, 'shoal: fetched ahead', signal);
}

/** Removes all of them: git takes away what they led to when it cleans up next. */
export async function dropAhead(repository: Repository, signal?: AbortSignal): Promise<void> {
  const existing = await listAhead(repository, signal);
  const changes = existing.map(({ ref, oid }) => ({ ref, old: oid, new: null }));
  await updateRefs(repository, changes, 'shoal: nothing is fetched ahead here', signal);
}
