import type { Origin } from '../../../shared/api/engine-contract.ts';
import type { Oid, PeerId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Sources } from '../../asking/sources.ts';
import type { Repository } from '../../git/open.ts';
import { listCommits } from '../../git/rev-list.ts';
import { Quarantine } from '../../quarantine/quarantine.ts';
import { sampleHaves, thinOut } from '../../receiving/haves.ts';
import { ToldPlans } from '../../receiving/plan/told-plans.ts';
import type { Progress } from '../../receiving/progress.ts';
import type { Reach } from '../../receiving/reach.ts';
import { receiveWants } from '../../receiving/receive-wants.ts';
import type { PassedOnReels } from '../../reels/passed-on-reels.ts';
import { hasLfsFilter } from '../clone/large-file-notes.ts';
import { meantFirst } from '../fetch-job.ts';
import { fetchLargeFiles } from '../fetch-large-files.ts';
import { notYetHere } from '../not-yet-here.ts';
import { checkStep, moveIn } from './bring-objects.ts';
import { bestFirst, copiesOfOrigin, headsToTake } from './choose-copies.ts';
import { StallWatch } from './stall-watch.ts';

/** So many copies are asked, one after the other. */
const MOST_COPIES = 3;
/** The origin hears of so many commits. */
const MOST_TOLD = 256;
/** So many of the last commits are compared with what the origin has. */
const COMPARED = 20_000;

export interface NearbyTask {
  readonly self: PeerId;
  readonly repository: Repository;
  readonly sources: Sources;
  readonly passedOn: PassedOnReels;
  readonly origin: Origin;
  readonly wants: readonly Oid[];
  /** Nothing may come beside what is wanted, or goes by the same name. */
  readonly isExact: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Brings what is near of an origin's refs, as long as it comes quickly; no ref changes.
 * @returns commits that are here then with all that they reach, for the origin to know where to begin
 */
export async function bringNearby(task: NearbyTask): Promise<Oid[]> {
  const { sources, origin, isExact, signal } = task;
  const wants = new Set(task.wants);
  const copies = bestFirst(copiesOfOrigin(sources.copies(), origin), wants, ({ peer }) =>
    sources.isTrusted(peer.id),
  );
  const here: Oid[] = [];
  for (const copy of copies.slice(0, MOST_COPIES)) {
    const came = await bringFrom(task, copy, headsToTake(copy, wants, origin, isExact), here);
    signal.throwIfAborted();
    here.push(...came);
    if (here.filter((oid) => wants.has(oid)).length === wants.size) break;
  }
  return here.length === 0 ? [] : toTell(task, here);
}

/** @returns those of the heads, and of the steps to them, that came in full; whatever else went wrong */
async function bringFrom(
  task: NearbyTask,
  source: RemoteCopy,
  heads: readonly Oid[],
  here: readonly Oid[],
): Promise<Oid[]> {
  const { repository, self, sources, progress, signal } = task;
  const wants = await notYetHere(repository, heads, signal);
  if (wants.length === 0) return [];
  // A fetch that the user has paused goes on with what it has brought.
  const kept = await Quarantine.purposeOfKept(repository, self);
  if (kept?.startsWith('fetch ')) return [];
  const purpose = `nearby ${source.peer.id} ${source.shared.swarm}`;
  await using quarantine = await Quarantine.open(repository, self, purpose, signal);
  using watch = new StallWatch(progress);
  const copies = () => meantFirst(sources.copiesOfSwarm(source.shared.swarm), source);
  const reach: Reach = {
    ...{ repository, sources, quarantine, progress, copies, passedOn: task.passedOn },
    ...{ onTrust: false, stepsFrom: source.peer.id, patience: 0, toldPlans: new ToldPlans() },
    signal: AbortSignal.any([signal, watch.signal]),
  };
  const { defaultBranch } = source.shared;
  const towards = source.shared.heads.find(({ ref }) => ref === defaultBranch)?.oid;
  const haves = [...here.map((oid) => [oid]), ...(await sampleHaves(repository, signal))];
  const steps: Oid[] = [];
  const onStep = async (checkpoint: Oid) => {
    await checkStep(reach, checkpoint);
    steps.push(checkpoint);
  };
  try {
    await receiveWants(reach, async () => ({ wants, towards, haves }), onStep);
  } catch {
    // What is whole is of use all the same, and git gets the rest from the origin.
    signal.throwIfAborted();
  }
  const finished = new Set(quarantine.finished);
  const whole = [...new Set([...steps, ...wants.filter((oid) => finished.has(oid))])];
  if (whole.length === 0) return [];
  try {
    await moveIn({ ...reach, signal }, source, whole);
    await bringFilesOf(
      reach,
      whole.filter((oid) => oid === towards),
    );
    signal.throwIfAborted();
    return whole;
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

/** Where git-lfs is set up, it needs large files next, for a checkout; their server has them, too. */
async function bringFilesOf(reach: Reach, heads: readonly Oid[]): Promise<void> {
  if (heads.length === 0 || !(await hasLfsFilter(reach.repository))) return;
  // As they come: whoever is too slow is done without.
  reach.progress.enter('receiving');
  await fetchLargeFiles({ ...reach, copies: () => reach.copies() }, heads);
}

/** The heads that came, what the origin has listed of their history, and some of that history beside. */
async function toTell({ repository, origin, signal }: NearbyTask, heads: Oid[]): Promise<Oid[]> {
  const last = await listCommits(repository, { from: heads }, { limit: COMPARED, signal });
  const listed = new Set(origin.refs.map(({ oid }) => oid));
  const known = last.filter((oid) => listed.has(oid));
  const history = await listCommits(repository, { from: heads }, { firstParent: true, signal });
  const told = [
    ...heads.slice(0, MOST_TOLD / 4),
    ...known.slice(0, MOST_TOLD / 2),
    ...thinOut(history),
  ];
  return [...new Set(told)].slice(0, MOST_TOLD);
}
