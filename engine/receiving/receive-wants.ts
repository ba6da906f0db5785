import { LIMITS } from '../../shared/gtp/limits.ts';
import type { ReelOffer, ReelRequest } from '../../shared/gtp/reel.ts';
import type { Oid } from '../../shared/ids.ts';
import { firstSuccess } from '../asking/first-success.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import {
  BadBlockError,
  NotServedError,
  PeerFailure,
  PeerGoneError,
  ProtocolError,
} from '../errors/peer-failures.ts';
import { existingObjects } from '../git/cat-file.ts';
import { ReceivedReel } from '../quarantine/received-reel.ts';
import { canonicalOids, nameOfReel } from '../reels/rules/reel-name.ts';
import { Patience } from '../waiting/patience.ts';
import { pause } from '../waiting/pause.ts';
import { completeReceived } from './check-received.ts';
import type { Reach } from './reach.ts';
import { receiveReel } from './receive-reel.ts';

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
/** After how much silence another peer is asked for an offer as well, in milliseconds. */
const SLOW_OFFER = 3_000;
/** How often to see whether somebody is there now, in milliseconds. */
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
    const request = requestFor({ wants: missing, towards, haves }, reach.quarantine.finished);
    const offered = await firstOffer(reach, request);
    const { reel, estimatedBytes } = offered.offer;
    const received = await ReceivedReel.begin(reach.quarantine, reel, estimatedBytes);
    const isWhole = reel.wants.join() === request.wants.join();
    await receiveOnto({ ...reach, offered }, received, () => {
      if (!isWhole) announceNext(reach, requestFor({ ...request, towards }, reel.wants));
    });
    if (isWhole && request.wants.length === missing.length) return;
    const [checkpoint] = reel.wants;
    if (!isWhole && checkpoint !== undefined) await onStep(checkpoint);
  }
  throw new ProtocolError('A way in too many steps was offered.');
}

/**
 * Asks for what is wanted within the bounds of a request: for the history that may be received in steps
 * first, and for the rest in turns.
 * @param finished what is here in full: the better haves
 */
export function requestFor(
  { wants, towards, haves }: Wanted,
  finished: readonly Oid[],
): ReelRequest {
  const { wantsPerReel, havesPerReel } = LIMITS;
  const first = towards !== undefined && wants.includes(towards) ? [towards] : [];
  const others = canonicalOids(wants.filter((oid) => oid !== towards || first.length === 0));
  const isTowards = (oid: Oid) => oid === towards;
  const known = [...finished.filter(isTowards), ...finished.filter((oid) => !isTowards(oid))];
  return {
    wants: canonicalOids([...first, ...others].slice(0, wantsPerReel)),
    haves: [...known.map((oid) => [oid]), ...haves].slice(0, havesPerReel),
    ...(first.length > 0 ? { towards } : {}),
  };
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
    const { reel } = (await firstOffer(reach, request)).offer;
    if (nameOfReel(reel) !== nameOfReel(received.definition.reel)) {
      throw new ProtocolError('It is another reel now.');
    }
  } catch (error) {
    if (!(error instanceof NotServedError || error instanceof ProtocolError)) throw error;
    await received.discard();
    return;
  }
  await receiveOnto(reach, received);
}

/** Those who produce the next reel list its objects, for its plan, while this one is still on its way. */
function announceNext(reach: Reach, request: ReelRequest): void {
  const { signal } = reach;
  const announceTo = async (source: RemoteCopy) => {
    const { reel } = await source.offer(request, signal);
    await source.readPlan(nameOfReel(reel), () => {}, signal);
  };
  // It is asked for again in due time: then a failure is told.
  for (const source of reach.copies()) announceTo(source).catch(() => {});
}

/**
 * Receives a reel that may build on others which arrived before. A wrong block among those shows when
 * this one's cannot be unpacked, whoever sends them: then those are set right first.
 */
async function receiveOnto(
  reach: Reach,
  received: ReceivedReel,
  onPlanned?: () => void,
): Promise<void> {
  const { progress, quarantine } = reach;
  const { reel, estimatedBytes } = received.definition;
  const droppedBefore = progress.dropped;
  try {
    await receiveReel(reach, received, onPlanned);
  } catch (error) {
    if (!(error instanceof BadBlockError) || reel.haves.length === 0) throw error;
    // They were blamed for what somebody else had sent.
    progress.forgiveAllBut(droppedBefore);
    if (!(await completeReceived(reach, quarantine.finished))) throw error;
    await receiveReel(reach, await ReceivedReel.begin(quarantine, reel, estimatedBytes));
  }
}

/**
 * The offer of the first copy that makes one: it says how the reel is cut. While nobody is there, it
 * waits for somebody.
 */
async function firstOffer(
  reach: Reach,
  request: ReelRequest,
): Promise<NonNullable<Reach['offered']>> {
  const { progress, signal } = reach;
  const patience = new Patience(reach.patience);
  const ask = async (from: RemoteCopy, over: AbortSignal) => {
    const mayStop = reach.stepsFrom === null || reach.stepsFrom === from.peer.id;
    const { towards, ...wholeWay } = request;
    const offer = await from.offer(mayStop ? request : wholeWay, over);
    checkOffer(offer, mayStop ? request : wholeWay);
    return { from, offer };
  };
  for (;;) {
    try {
      const offered = await firstSuccess(reach.copies(), ask, { hedge: SLOW_OFFER, signal });
      progress.enter('receiving');
      return offered;
    } catch (error) {
      const failures: unknown[] = error instanceof AggregateError ? error.errors : [error];
      signal.throwIfAborted();
      const ours = failures.find((failure) => !(failure instanceof PeerFailure));
      if (ours !== undefined) throw ours;
      // What the one that was meant says is of more use than what its stand-ins say.
      const [failure] = failures;
      const mayReturn = failure === undefined || failure instanceof PeerGoneError;
      if (!mayReturn || patience.isOver()) throw failure ?? new PeerGoneError('Whoever has this');
    }
    progress.enter('waiting');
    await pause(LOOK_INTERVAL, signal);
    signal.throwIfAborted();
  }
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
