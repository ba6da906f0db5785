import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { blockCount, type ReelOffer, type ReelRequest } from '../../shared/gtp/reel.ts';
import type { Oid } from '../../shared/ids.ts';
import { ProtocolError } from '../errors.ts';
import { canonicalOids, nameOfReel } from '../reels/reel-name.ts';
import type { Progress } from './progress.ts';
import type { Quarantine } from './quarantine.ts';
import { receivePack } from './receive-pack.ts';
import type { RemoteCopy } from './remote-copy.ts';

/** Blocks under way from one peer: enough to keep the line full while the next ones are built. */
const BLOCKS_AT_ONCE = 4;

/**
 * Downloads all blocks of the reel from `wants` to what the receiver has, and indexes each as soon
 * as it is here. Whether the objects are complete is for the caller to check.
 * @throws what `RemoteCopy` and `receivePack` throw
 */
export async function receiveReel(
  source: RemoteCopy,
  request: ReelRequest,
  quarantine: Quarantine,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const offer = await source.offer(request, signal);
  checkOffer(offer, request);
  const { reel, estimatedBytes } = offer;
  const blocks = blockCount(reel.layout);
  const first = progress.expect(blocks, estimatedBytes);
  progress.enter('receiving');

  const failure = new AbortController();
  const both = AbortSignal.any([signal, failure.signal]);
  const name = nameOfReel(reel);
  const download = pLimit(BLOCKS_AT_ONCE);
  const index = pLimit(availableParallelism());
  const { id, name: sender } = source.peer;

  const receiveBlock = async (block: number): Promise<void> => {
    const file = join(quarantine.scratchDirectory, `${first + block}.part`);
    await download(() =>
      source.downloadBlock(name, block, file, (bytes) => progress.received(id, bytes), both),
    );
    const pack = { file, isThin: reel.haves.length > 0, sender };
    await index(() => receivePack(quarantine, reel.objectFormat, pack, both));
    progress.finished(first + block, id);
  };

  const running = Array.from({ length: blocks }, (_, block) =>
    receiveBlock(block).catch((error: unknown) => {
      // The others are of no use any more.
      failure.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(running);
  signal.throwIfAborted();
  if (failure.signal.aborted) throw failure.signal.reason;
}

/** A peer may only choose among the haves and how to cut; the rest is as it was asked. */
function checkOffer({ reel }: ReelOffer, request: ReelRequest): void {
  const offered = new Set(request.haves.flat());
  const wants = canonicalOids(request.wants);
  const isSame = JSON.stringify(reel.wants) === JSON.stringify(wants);
  const haves = canonicalOids(reel.haves);
  const isCanonical = JSON.stringify(reel.haves) === JSON.stringify(haves);
  if (!isSame || !isCanonical || !haves.every((oid: Oid) => offered.has(oid))) {
    throw new ProtocolError('The other side answered something else than was asked.');
  }
}
