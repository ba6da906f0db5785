import type { Http2Session } from 'node:http2';
import { LIMITS } from '../../../shared/gtp/limits.ts';
import {
  type Block,
  formatBlock,
  NEXT_BLOCK_HEADER,
  nextRequestSchema,
  runRequestSchema,
} from '../../../shared/gtp/reel.ts';
import type { Bodies } from '../../gtp/bodies.ts';
import { type Exchange, notFound, type ReelPath, Refusal, whileWorking } from '../../gtp/router.ts';
import type { Throttle } from '../../gtp/throttle.ts';
import type { BlockGiver } from '../../reels/block-giver.ts';
import { LeastServed } from './least-served.ts';
import { Run } from './run.ts';
import { sendBytes } from './send-bytes.ts';
import { type UploadSlot, UploadSlots } from './upload-slots.ts';

/** What is done of blocks for others, once it is known that they may have them. */
export class BlockRoutes {
  readonly #bodies: Bodies;
  readonly #uploads: Throttle;
  readonly #slots = new UploadSlots();
  readonly #leastServed = new LeastServed();

  constructor(bodies: Bodies, uploads: Throttle) {
    this.#bodies = bodies;
    this.#uploads = uploads;
  }

  /** One of several, whichever was sent least often. */
  async next(exchange: Exchange, { reel }: ReelPath, giver: BlockGiver): Promise<void> {
    const { blocks } = await this.#bodies.read(exchange, nextRequestSchema);
    const candidates = candidatesOf(giver, blocks);
    const slot = this.#slot(exchange);
    const block = this.#leastServed.choose(reel, candidates, (each) => giver.isReady(each));
    // A stream that has ended no longer knows its session.
    const { session } = exchange.stream;
    try {
      await this.block(exchange, giver, block);
      if (session !== undefined) await untilDelivered(session);
    } catch (error) {
      this.#leastServed.takeBack(reel, block);
      throw error;
    } finally {
      slot[Symbol.dispose]();
    }
  }

  /** As many of several as nobody else is kept waiting for. */
  async run(exchange: Exchange, { reel }: ReelPath, giver: BlockGiver): Promise<void> {
    const { blocks, indexes } = await this.#bodies.read(exchange, runRequestSchema);
    const candidates = candidatesOf(giver, blocks);
    const { session } = exchange.stream;
    const run = new Run(exchange, {
      ...{ reel, giver, candidates, indexes },
      ...{ leastServed: this.#leastServed, uploads: this.#uploads },
    });
    let slot = this.#slot(exchange);
    try {
      while (await run.sendNext()) {
        if (this.#slots.areOthersAsking(exchange.peer)) break;
        // A new one each time: one that is held for long is taken for a slow receiver's.
        slot[Symbol.dispose]();
        const another = this.#slots.acquire(exchange.peer);
        if (another === null) break;
        slot = another;
      }
      run.end();
      if (session !== undefined) await untilDelivered(session);
    } finally {
      slot[Symbol.dispose]();
      run[Symbol.dispose]();
    }
  }

  async block(exchange: Exchange, giver: BlockGiver, block: Block): Promise<void> {
    if (!giver.has(block)) throw notFound();
    const bytes = await whileWorking(exchange, giver.block(block, exchange));
    const headers = { [NEXT_BLOCK_HEADER]: formatBlock(block) };
    const { checksum } = bytes;
    await sendBytes(exchange, bytes, { checksum, headers }, this.#uploads);
  }

  async index(exchange: Exchange, giver: BlockGiver, block: Block): Promise<void> {
    if (!giver.has(block)) throw notFound();
    const { index, checksum } = await whileWorking(exchange, giver.block(block, exchange));
    if (index === null || index.size > LIMITS.indexBytes) throw notFound();
    await sendBytes(exchange, index, { checksum }, this.#uploads);
  }

  #slot({ peer }: Exchange): UploadSlot {
    const slot = this.#slots.acquire(peer);
    if (slot === null) throw new Refusal(429, 'others are being served');
    return slot;
  }
}

function candidatesOf(giver: BlockGiver, blocks: readonly Block[]): Block[] {
  const candidates = blocks.filter((block) => giver.has(block));
  if (candidates.length === 0) throw notFound();
  return candidates;
}

/**
 * Settles when the caller has received what was sent so far, or is gone: the system takes megabytes
 * of a block at once, and sends them one after the other on a slow line.
 */
async function untilDelivered(session: Http2Session): Promise<void> {
  await new Promise<void>((resolve) => {
    if (session.destroyed) return resolve();
    session.once('close', resolve);
    const isSent = session.ping(() => {
      session.off('close', resolve);
      resolve();
    });
    if (!isSent) resolve();
  });
}
