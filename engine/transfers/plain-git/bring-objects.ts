import type { Oid, PeerId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Sources } from '../../asking/sources.ts';
import { keepsWhatCame } from '../../errors/interruptions.ts';
import { existingObjects } from '../../git/cat-file.ts';
import type { Repository } from '../../git/open.ts';
import { Quarantine } from '../../quarantine/quarantine.ts';
import { completeReceived, fsckReceived } from '../../receiving/check-received.ts';
import { sampleHaves } from '../../receiving/haves.ts';
import { ToldPlans } from '../../receiving/plan/told-plans.ts';
import type { Progress } from '../../receiving/progress.ts';
import type { Reach } from '../../receiving/reach.ts';
import { uniteArrived } from '../../receiving/receive-reel.ts';
import { receiveWants } from '../../receiving/receive-wants.ts';
import type { PassedOnReels } from '../../reels/passed-on-reels.ts';
import { notYetHere } from '../not-yet-here.ts';

/** No remote is called so: the refs are git's own to move. */
const NO_REFS = 'gtp';

export interface BringTask {
  readonly self: PeerId;
  readonly repository: Repository;
  readonly sources: Sources;
  readonly passedOn: PassedOnReels;
  /** Whose objects they are, as they were when it began. */
  readonly source: RemoteCopy;
  readonly wants: readonly Oid[];
  readonly followTags: boolean;
  /** The copies of the project at this moment, that of `source.peer` first if it is there. */
  copies(): readonly RemoteCopy[];
  /** Makes refs that hold what is here now, before a garbage collection could take it away. */
  keep?(): Promise<void>;
  /** How long to wait for somebody to be there, in milliseconds. */
  readonly patience: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Brings what is wanted, with all that it reaches, into a repository: checked as any fetch is, and then moved in
 * as a whole. No ref changes but by `keep`: where a git asked for it, that git moves its refs next.
 */
export async function bringObjects(task: BringTask): Promise<void> {
  const { repository, self, source, signal } = task;
  const purpose = `objects ${source.peer.id} ${source.shared.swarm}`;
  const quarantine = await Quarantine.open(repository, self, purpose, signal);
  try {
    await bring(task, quarantine);
    await quarantine[Symbol.asyncDispose]();
  } catch (error) {
    if (keepsWhatCame(signal.aborted ? signal.reason : error)) await quarantine.rest();
    else await quarantine[Symbol.asyncDispose]();
    throw error;
  }
}

async function bring(task: BringTask, quarantine: Quarantine): Promise<void> {
  const { source, signal } = task;
  const reach: Reach = {
    ...{ ...task, quarantine, onTrust: false, stepsFrom: source.peer.id },
    toldPlans: new ToldPlans(),
  };
  let wants = await receive(reach, source, task.wants);
  if (task.followTags) {
    const tags = await tagsHere(source, quarantine, signal);
    wants = [...wants, ...(await receive(reach, source, tags))];
  }
  if (wants.length === 0) return;
  await moveIn(reach, source, wants);
  await task.keep?.();
}

/** Else somebody could lead to ever more steps, none of which is one. @throws MissingObjectsError */
export async function checkStep(reach: Reach, checkpoint: Oid): Promise<void> {
  reach.progress.enter('checking');
  await completeReceived(reach, [checkpoint]);
  reach.progress.enter('receiving');
}

/** What came is checked, and then the repository's. */
export async function moveIn(
  reach: Reach,
  source: RemoteCopy,
  wants: readonly Oid[],
): Promise<void> {
  const { quarantine, progress, signal } = reach;
  await uniteArrived(quarantine);
  progress.enter('checking');
  await completeReceived(reach, wants);
  await fsckReceived(reach, source.peer.name);
  signal.throwIfAborted();
  progress.enter('finishing');
  await quarantine.migrate(NO_REFS);
}

/** @returns those of the wants that were not here */
async function receive(reach: Reach, { shared }: RemoteCopy, all: readonly Oid[]): Promise<Oid[]> {
  const { repository, signal } = reach;
  const wants = await notYetHere(repository, all, signal);
  if (wants.length === 0) return [];
  const towards = shared.heads.find(({ ref }) => ref === shared.defaultBranch)?.oid;
  const haves = await sampleHaves(repository, signal);
  await receiveWants(
    reach,
    async () => ({ wants, towards, haves }),
    (checkpoint) => checkStep(reach, checkpoint),
  );
  return wants;
}

/** The tags that lead to commits which are here. */
async function tagsHere(
  { shared }: RemoteCopy,
  quarantine: Quarantine,
  signal: AbortSignal,
): Promise<Oid[]> {
  const tagged = shared.heads.flatMap(({ oid, tip }) =>
    tip?.oid === undefined ? [] : [{ tag: oid, commit: tip.oid }],
  );
  const commits = tagged.map(({ commit }) => commit);
  const here = await existingObjects(quarantine.place, commits, { type: 'commit', signal });
  return tagged.flatMap(({ tag, commit }) => (here.has(commit) ? [tag] : []));
}
