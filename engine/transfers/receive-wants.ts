import type { ReelOffer, ReelRequest } from '../../shared/gtp/reel.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';
import {
  BadBlockError,
  NotServedError,
  PeerDiskFullError,
  PeerGoneError,
  ProtocolError,
  SilentPeerError,
} from '../errors.ts';
import { existingObjects } from '../git/cat-file.ts';
import type { HeldReels } from '../reels/held-reels.ts';
import { canonicalOids, nameOfReel } from '../reels/reel-name.ts';
import { Patience } from './patience.ts';
import type { Progress } from './progress.ts';
import type { Quarantine } from './quarantine.ts';
import { ReceivedReel } from './received-reel.ts';
import { Reception } from './reception.ts';
import type { RemoteCopy } from './remote-copy.ts';
import type { Sources } from './sources.ts';

/** What a transfer can draw on while it receives. */
export interface Reach {
  readonly sources: Sources;
  /** The copies of the project that are there at this moment, the one that is meant first. */
  copies(): readonly RemoteCopy[];
  /** Whose word on where to stop on the way is taken; null for anybody's. */
  readonly stepsFrom: PeerId | null;
  readonly quarantine: Quarantine;
  readonly held: HeldReels;
  readonly progress: Progress;
  /** Whether blocks of trusted peers are used before they are checked. */
  readonly onTrust: boolean;
  /** How long to wait for somebody to be there, in milliseconds. */
  readonly patience: number;
  readonly signal: AbortSignal;
}

/** What is to be received. */
export interface Wanted {
  readonly wants: readonly Oid[];
  /** The one of the wants whose history may be received in steps. */
  readonly towards: Oid | undefined;
  /** What is here, as `ReelRequest` tells it. */
  readonly haves: ReelRequest['haves'];
}

/** A peer that names ever more steps leads nowhere. */
const MAX_STEPS = 1_000;
/** How often it is looked whether somebody is there, in milliseconds. */
const LOOK_INTERVAL = 250;

/**
 * Receives the objects of some wants, reel by reel: what an interruption left first, then up to a
 * checkpoint where there is one, then the rest. Whether the objects are complete is for the caller to
 * check.
 * @param wanted asked before each reel, so that heads which move meanwhile are followed
 * @param onStep called when the objects of a checkpoint are here, before the rest is asked for
 */
export async function receiveWants(
  reach: Reach,
  wanted: () => Promise<Wanted>,
  onStep: (checkpoint: Oid) => Promise<void> = async () => {},
): Promise<void> {
  await finishInterrupted(reach);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const { wants, towards, haves } = await wanted();
    const finished = new Set(reach.quarantine.finished);
    const missing = wants.filter((oid) => !finished.has(oid));
    if (missing.length === 0) return;
    const request: ReelRequest = {
      wants: canonicalOids(missing),
      haves: [...reach.quarantine.finished.map((oid) => [oid]), ...haves],
      ...(towards !== undefined && missing.includes(towards) ? { towards } : {}),
    };
    const { reel, estimatedBytes } = await firstOffer(reach, request);
    const received = await ReceivedReel.begin(reach.quarantine, reel, estimatedBytes);
    const isLast = reel.wants.join() === request.wants.join();
    const rest = { ...request, haves: [...request.haves, ...reel.wants.map((oid) => [oid])] };
    await receive(reach, received, () => {
      if (!isLast) announceNext(reach, rest);
    });
    if (isLast) return;
    const [checkpoint] = reel.wants;
    if (checkpoint !== undefined) await onStep(checkpoint);
  }
  throw new ProtocolError('A way in too many steps was offered.');
}

/** Goes on with the reel that an interruption left, if anybody can still produce it. */
async function finishInterrupted(reach: Reach): Promise<void> {
  const received = await ReceivedReel.resume(reach.quarantine);
  if (received === null) return;
  const { wants, haves, layout } = received.definition.reel;
  const here = await existingObjects(reach.quarantine.place, haves, { signal: reach.signal });
  const request = { wants, haves: haves.map((oid) => [oid]), layout };
  try {
    if (here.size < haves.length) throw new ProtocolError('What it builds on is gone.');
    const { reel } = await firstOffer(reach, request);
    if (nameOfReel(reel) !== nameOfReel(received.definition.reel)) {
      throw new ProtocolError('It is another reel now.');
    }
  } catch (error) {
    if (!(error instanceof NotServedError || error instanceof ProtocolError)) throw error;
    await received.close();
    return;
  }
  await receive(reach, received);
}

/** Whoever produces the next reel lists its objects while this one is still on its way. */
function announceNext(reach: Reach, request: ReelRequest): void {
  const [source] = reach.copies();
  // It is asked for again in due time: then a failure is told.
  source?.offer(request, reach.signal).catch(() => {});
}

async function receive(
  reach: Reach,
  received: ReceivedReel,
  onPlanned: () => void = () => {},
): Promise<void> {
  const { wants } = received.definition.reel;
  await new Reception(reach, received, onPlanned).run();
  const isOnTrust = received.done.some(({ isChecked }) => !isChecked);
  await reach.quarantine.finish(wants, isOnTrust);
  await received.close();
}

/**
 * The offer of the first copy that makes one: it says how the reel is cut. While nobody is there, it
 * waits for somebody.
 */
async function firstOffer(reach: Reach, request: ReelRequest): Promise<ReelOffer> {
  const { progress, signal } = reach;
  const patience = new Patience(reach.patience);
  for (;;) {
    let failure: unknown = null;
    for (const from of reach.copies()) {
      try {
        const mayStop = reach.stepsFrom === null || reach.stepsFrom === from.peer.id;
        const { towards, ...wholeWay } = request;
        const offer = await from.offer(mayStop ? request : wholeWay, signal);
        checkOffer(offer, mayStop ? request : wholeWay);
        progress.enter('receiving');
        return offer;
      } catch (error) {
        if (!isTheirFault(error)) throw error;
        // What the one that was meant says is of more use than what its stand-ins say.
        failure ??= error;
      }
    }
    const mayReturn = failure === null || failure instanceof PeerGoneError;
    if (!mayReturn || patience.isOver()) {
      throw failure ?? new PeerGoneError('Whoever has this');
    }
    progress.enter('waiting');
    await new Promise((resolve) => setTimeout(resolve, LOOK_INTERVAL));
    signal.throwIfAborted();
  }
}

/** Whether another peer may do better. */
function isTheirFault(error: unknown): boolean {
  return (
    error instanceof PeerGoneError ||
    error instanceof SilentPeerError ||
    error instanceof BadBlockError ||
    error instanceof NotServedError ||
    error instanceof PeerDiskFullError ||
    error instanceof ProtocolError
  );
}

/** A peer may only choose among the haves, how to cut, and where to stop; the rest is as asked. */
function checkOffer({ reel }: ReelOffer, request: ReelRequest): void {
  const offered = new Set(request.haves.flat());
  const isWhole = reel.wants.join() === canonicalOids(request.wants).join();
  const isStep = request.towards !== undefined && reel.wants.length === 1;
  const isCanonical = reel.haves.join() === canonicalOids(reel.haves).join();
  if (!(isWhole || isStep) || !isCanonical || !reel.haves.every((oid) => offered.has(oid))) {
    throw new ProtocolError('The other side answered something else than was asked.');
  }
}
