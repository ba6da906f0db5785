import { mkdir } from 'node:fs/promises';
import type { MirrorSource } from '../../../shared/api/mirror-source.ts';
import type { PeerId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Sources } from '../../asking/sources.ts';
import { explainDiskFull } from '../../errors/interruptions.ts';
import { PeerFailure } from '../../errors/peer-failures.ts';
import { listRefs } from '../../git/for-each-ref.ts';
import { initRepository } from '../../git/init.ts';
import { openRepository, type Repository } from '../../git/open.ts';
import { updateRefs } from '../../git/update-ref.ts';
import type { Progress } from '../../receiving/progress.ts';
import type { PassedOnReels } from '../../reels/passed-on-reels.ts';
import { MIRRORS } from '../../remotes/mirror-refs.ts';
import { meantFirst } from '../fetch-job.ts';
import { notYetHere } from '../not-yet-here.ts';
import { bringObjects } from '../plain-git/bring-objects.ts';
import { latest } from './choose-mirrors.ts';
import { bringMirrorFiles } from './mirror-large-files.ts';

/** How long a copy whose owner leaves is waited for, in milliseconds: the origin has all of it, too. */
const PATIENCE = 2_000;

export interface MirrorsTask {
  readonly self: PeerId;
  readonly sources: Sources;
  readonly passedOn: PassedOnReels;
  /** The folder of a repository that is made, or one that was interrupted. */
  readonly directory: string;
  /** In the order in which they are drawn on. */
  readonly copies: readonly RemoteCopy[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Brings what copies of a project have into a repository of its own, one after the other, each told all that is there
 * already: as `refs/mirrors/<peer>/…`, for the origin to hear of it next. One that fails leaves the others.
 */
export async function bringMirrors(task: MirrorsTask): Promise<MirrorSource[]> {
  const { directory, copies, signal } = task;
  const objectFormat = copies[0]?.shared.objectFormat ?? 'sha1';
  await mkdir(directory, { recursive: true });
  await initRepository(directory, objectFormat, signal);
  const repository = await openRepository(directory, signal);
  const brought: MirrorSource[] = [];
  for (const copy of copies) {
    if (copy.shared.objectFormat !== objectFormat) continue;
    try {
      brought.push(await bringOne(task, repository, copy));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PeerFailure)) throw explainDiskFull(error);
    }
  }
  return brought;
}

async function bringOne(
  task: MirrorsTask,
  repository: Repository,
  copy: RemoteCopy,
): Promise<MirrorSource> {
  const { self, sources, passedOn, progress, signal } = task;
  const { heads, defaultBranch = null, swarm, id } = copy.shared;
  const prefix = `${MIRRORS}${copy.peer.id}/${id}/`;
  const keep = async () => {
    const { direct } = await listRefs(repository, [prefix]);
    const refs = heads.map((head) => ({ ref: head.ref.replace('refs/', prefix), new: head.oid }));
    const changes = refs.map((each) => ({ ...each, old: direct.get(each.ref) ?? null }));
    await updateRefs(repository, changes, `shoal: what ${copy.peer.id} has`);
  };
  const all = [...new Set(heads.map(({ oid }) => oid))];
  const wants = await notYetHere(repository, all, signal);
  const copies = () => meantFirst(sources.copiesOfSwarm(swarm), copy);
  if (wants.length === 0) await keep();
  else {
    await bringObjects({
      ...{ self, repository, sources, passedOn, progress, signal, keep, wants },
      ...{ source: copy, copies, followTags: false, patience: PATIENCE },
    });
  }
  const commit = heads.find(({ ref }) => ref === defaultBranch)?.oid;
  if (commit !== undefined) {
    const place = repository;
    await bringMirrorFiles({ repository, place, commit, sources, copies, progress, signal });
  }
  const { id: peer, name } = copy.peer;
  const isTrusted = sources.isTrusted(peer);
  return { peer, name, swarm, isTrusted, defaultBranch, prefix, asOf: latest(copy) || null };
}
