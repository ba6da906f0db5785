import { type Alias, trackingRefs } from '../../shared/domain/git/tracking-refs.ts';
import { listsAllHeads, type SharedRepository } from '../../shared/gtp/manifest.ts';
import type { DepotProject } from '../depot/depot-project.ts';
import { listRefs } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import { readSymbolicRef, writeSymbolicRef } from '../git/symbolic-ref.ts';
import { type RefChange, updateRefs } from '../git/update-ref.ts';
import { planRefChanges } from '../remotes/ref-changes.ts';

/** Where the project's own heads are. */
const PLACES = ['refs/heads/', 'refs/tags/'];

/** Takes away at once what its owner shows no more, whether what is new can come or not. */
export async function dropWithdrawn(
  project: DepotProject,
  opened: Repository,
  shared: SharedRepository,
  signal: AbortSignal,
): Promise<void> {
  if (!listsAllHeads(shared)) return;
  const shown = new Set(shared.heads.map(({ ref }) => ref));
  const { direct } = await listRefs(opened, PLACES, signal);
  const gone = [...direct]
    .filter(([ref]) => !shown.has(ref))
    .map(([ref, oid]): RefChange => ({ ref, old: oid, new: null }));
  await project.moveRefs(opened, gone, 'shoal: withdrawn', signal);
}

/** Makes the project's branches and tags those of its owner, as they have just been fetched, also back. */
export async function followOwner(
  project: DepotProject,
  opened: Repository,
  alias: Alias,
  shared: SharedRepository,
  signal: AbortSignal,
): Promise<void> {
  const fetched = new Set(trackingRefs(alias, shared.heads).refs.map(({ oid }) => oid));
  const wanted = shared.heads.filter(({ oid }) => fetched.has(oid));
  const { direct } = await listRefs(opened, PLACES, signal);
  const isListed = new Set(shared.heads.map(({ ref }) => ref));
  const mayGo = listsAllHeads(shared) ? direct : [...direct].filter(([ref]) => isListed.has(ref));
  const { transactions } = planRefChanges(new Map(mayGo), wanted, []);
  const { defaultBranch } = shared;
  const branch = await readSymbolicRef(opened, 'HEAD', signal);
  const isSwitched = defaultBranch !== undefined && defaultBranch !== branch;
  if (transactions.length === 0 && !isSwitched) return;
  await project.moving(async () => {
    for (const changes of transactions) {
      await updateRefs(opened, changes, `shoal: as ${project.record.owner} has it`, signal);
    }
    if (isSwitched) await writeSymbolicRef(opened, 'HEAD', defaultBranch, { signal });
  });
}
