import type { RefUpdate } from '../../shared/api/activity-state.ts';
import type { HeadPatterns } from '../../shared/domain/git/head-patterns.ts';
import {
  type Alias,
  headOfTrackingRef,
  type TrackingRef,
  trackingRefs,
} from '../../shared/domain/git/tracking-refs.ts';
import { listsAllHeads, type SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import { keepsWhatCame } from '../errors/interruptions.ts';
import { isAncestor } from '../git/merge-base.ts';
import type { Repository } from '../git/open.ts';
import { updateRefs } from '../git/update-ref.ts';
import { Quarantine } from '../quarantine/quarantine.ts';
import { completeReceived, fsckReceived } from '../receiving/check-received.ts';
import { sampleHaves } from '../receiving/haves.ts';
import { ToldPlans } from '../receiving/plan/told-plans.ts';
import type { Progress } from '../receiving/progress.ts';
import type { Reach } from '../receiving/reach.ts';
import { receiveWants } from '../receiving/receive-wants.ts';
import type { PassedOnReels } from '../reels/passed-on-reels.ts';
import { ensureRemote } from '../remotes/own-remote.ts';
import { clashesWith, planRefChanges } from '../remotes/ref-changes.ts';
import { readTracked } from '../remotes/tracked.ts';
import { isHeadChosen } from '../repositories/head-patterns.ts';
import { notYetHere } from './not-yet-here.ts';

export interface FetchTask {
  readonly self: PeerId;
  readonly repository: Repository;
  readonly sources: Sources;
  readonly passedOn: PassedOnReels;
  /** Whose heads they are, as they were when the fetch began. */
  readonly source: RemoteCopy;
  /** The copies of the project at this moment, that of `source.peer` first if it is there. */
  copies(): readonly RemoteCopy[];
  readonly alias: Alias;
  /** Which of the heads are fetched; the others' tracking refs stay as they are. */
  readonly chosen: HeadPatterns;
  /** Refs that are to stay as they are instead of taking this value; null: instead of going. */
  heldBack(): ReadonlyMap<string, Oid | null>;
  /** How long to wait for somebody to be there, in milliseconds. */
  readonly patience: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface Fetched {
  readonly updates: RefUpdate[];
  /** Heads that have no place: something of the user's has their name, or is in its way. */
  readonly leftOut: readonly TrackingRef[];
  /** What was shared when it was fetched, chosen or not. */
  readonly listed: SharedRepository;
}

/**
 * Makes `refs/remotes/<alias>/` exactly the chosen heads of a teammate's copy. Nothing else in the
 * repository changes, and nothing at all if it fails, but for steps on a long way that were reached.
 */
export async function fetchFromPeer(task: FetchTask): Promise<Fetched> {
  const { repository, self, source, alias, signal } = task;
  const purpose = `fetch ${source.peer.id} ${alias}`;
  const quarantine = await Quarantine.open(repository, self, purpose, signal);
  try {
    const fetched = await bring(task, quarantine);
    await quarantine[Symbol.asyncDispose]();
    return fetched;
  } catch (error) {
    if (keepsWhatCame(signal.aborted ? signal.reason : error)) await quarantine.rest();
    else await quarantine[Symbol.asyncDispose]();
    throw error;
  }
}

async function bring(task: FetchTask, quarantine: Quarantine): Promise<Fetched> {
  const { repository, source, alias, progress, signal } = task;
  const steps: RefUpdate[] = [];
  let listed = source.shared;
  let shared = chosenOf(task, listed);
  let wants: Oid[] = [];
  const reach: Reach = {
    ...{ ...task, quarantine, onTrust: false, stepsFrom: source.peer.id },
    toldPlans: new ToldPlans(),
  };
  const wanted = async () => {
    listed = currentOf(task) ?? listed;
    shared = chosenOf(task, listed);
    wants = await notYetHere(repository, headsToKeep(task, shared), signal);
    const haves = wants.length === 0 ? [] : await sampleHaves(repository, signal);
    return { wants, towards: defaultHead(shared), haves };
  };
  const onStep = async (checkpoint: Oid) => {
    await check(task, reach, [checkpoint]);
    const update = await stepUpdate(task, quarantine, shared, checkpoint);
    if (update === null) return;
    await quarantine.migrate(alias);
    await updateRefs(repository, [update], `shoal: fetch from ${source.peer.id}, in steps`);
    await quarantine.reopen();
    steps.push(update);
    progress.enter('receiving');
  };
  await receiveWants(reach, wanted, onStep);
  if (wants.length > 0) await check(task, reach, wants);
  // From here on it is done in a moment, and not interrupted.
  signal.throwIfAborted();
  progress.enter('finishing');
  const changes = await plannedChanges(task, listed);
  await quarantine.migrate(alias);
  for (const transaction of changes.transactions) {
    await updateRefs(repository, transaction, `shoal: fetch from ${source.peer.id}`);
  }
  await ensureRemote(repository, alias, { peer: source.peer.id, swarm: source.shared.swarm });
  return { updates: overall(steps, changes.updates), leftOut: changes.leftOut, listed };
}

async function check({ source }: FetchTask, reach: Reach, wants: readonly Oid[]): Promise<void> {
  reach.progress.enter('checking');
  await completeReceived(reach, wants);
  await fsckReceived(reach, source.peer.name);
}

async function plannedChanges(
  task: FetchTask,
  listed: SharedRepository,
): Promise<ReturnType<typeof planRefChanges>> {
  const { repository, alias, chosen } = task;
  const { refs, leftAlone } = await readTracked(repository, alias);
  const held = task.heldBack();
  const isHeld = (ref: string, oid: Oid | null) => held.get(ref) === oid;
  const { refs: all, leftOut } = trackingRefs(alias, chosenOf(task, listed).heads);
  const shared = new Set(all.map(({ ref }) => ref));
  const wanted = all.filter(({ ref, oid }) => !isHeld(ref, oid));
  const moving = new Set(wanted.map(({ ref }) => ref));
  const isReplaced = clashesWith(moving);
  // What is missing in a list that was cut may be there all the same.
  const isGone = (ref: string) => !shared.has(ref) && (listsAllHeads(listed) || isReplaced(ref));
  const mayGo = (ref: string) =>
    isGone(ref) && isHeadChosen(headOfTrackingRef(alias, ref), chosen) && !isHeld(ref, null);
  const current = new Map([...refs].filter(([ref]) => moving.has(ref) || mayGo(ref)));
  const staying = [...refs.keys()].filter((ref) => !current.has(ref));
  const changes = planRefChanges(current, wanted, [...staying, ...leftAlone]);
  return { ...changes, leftOut: [...changes.leftOut, ...leftOut] };
}

function chosenOf({ chosen }: FetchTask, shared: SharedRepository): SharedRepository {
  const heads = shared.heads.filter(({ ref }) => isHeadChosen(ref, chosen));
  return { ...shared, heads };
}

/** The teammate's copy as it is shared now; null while the teammate is away. */
function currentOf({ source, copies }: FetchTask): SharedRepository | null {
  const current = copies().find(
    ({ peer, shared }) => peer.id === source.peer.id && shared.id === source.shared.id,
  );
  return current?.shared ?? null;
}

function headsToKeep({ alias, heldBack }: FetchTask, { heads }: SharedRepository): Oid[] {
  const held = heldBack();
  const kept = trackingRefs(alias, heads).refs.filter(({ ref, oid }) => held.get(ref) !== oid);
  return [...new Set(kept.map(({ oid }) => oid))];
}

function defaultHead({ heads, defaultBranch }: SharedRepository): Oid | undefined {
  return heads.find(({ ref }) => ref === defaultBranch)?.oid;
}

/**
 * How to record that a step of the default branch's history is here; null if its tracking ref would
 * not move forward by it.
 */
async function stepUpdate(
  { repository, alias, signal }: FetchTask,
  quarantine: Quarantine,
  { heads, defaultBranch }: SharedRepository,
  checkpoint: Oid,
): Promise<RefUpdate | null> {
  const { refs } = trackingRefs(
    alias,
    heads.filter(({ ref }) => ref === defaultBranch),
  );
  const [target] = refs;
  if (target === undefined) return null;
  const { refs: tracked, leftAlone } = await readTracked(repository, alias);
  const old = tracked.get(target.ref) ?? null;
  // The name of another ref may be in the way of a new one; the last move sees to that.
  if (old === null && tracked.size + leftAlone.size > 0) return null;
  const isForward = old === null || (await isAncestor(quarantine.place, old, checkpoint, signal));
  if (!isForward) return null;
  return { ref: target.ref, old, new: checkpoint };
}

/** The steps of a ref and its last move told as one. */
function overall(steps: readonly RefUpdate[], updates: readonly RefUpdate[]): RefUpdate[] {
  const first = new Map<string, RefUpdate>();
  for (const step of steps) if (!first.has(step.ref)) first.set(step.ref, step);
  return updates.map((update) => {
    const step = first.get(update.ref);
    return step === undefined ? update : { ...update, old: step.old };
  });
}
