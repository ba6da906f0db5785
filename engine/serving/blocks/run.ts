import { type Block, formatBlock, formatRunLine } from '../../../shared/gtp/reel.ts';
import type { ReelName } from '../../../shared/ids.ts';
import { type Exchange, whileWorking } from '../../gtp/router.ts';
import type { Throttle } from '../../gtp/throttle.ts';
import type { BlockBytes, BlockGiver } from '../../reels/block-giver.ts';
import type { LeastServed } from './least-served.ts';
import { sendChunks } from './send-chunks.ts';

/** So many blocks are made while those before them are being sent. */
const AHEAD = 2;

export interface RunParts {
  readonly reel: ReelName;
  readonly giver: BlockGiver;
  /** Not empty. */
  readonly candidates: readonly Block[];
  /** Whether each block's index follows it. */
  readonly indexes: boolean;
  readonly leastServed: LeastServed;
  readonly uploads: Throttle;
}

interface Coming {
  readonly block: Block;
  readonly bytes: Promise<BlockBytes>;
}

/** Blocks that are sent one behind the other as one answer, those sent least often first. */
export class Run implements Disposable {
  readonly #exchange: Exchange;
  readonly #parts: RunParts;
  readonly #left: Map<string, Block>;
  readonly #coming: Coming[] = [];

  constructor(exchange: Exchange, parts: RunParts) {
    this.#exchange = exchange;
    this.#parts = parts;
    this.#left = new Map(parts.candidates.map((block) => [formatBlock(block), block]));
  }

  /** @returns whether there is another one */
  async sendNext(): Promise<boolean> {
    const { stream } = this.#exchange;
    this.#prepare();
    const next = this.#coming[0];
    if (next === undefined) return false;
    if (!stream.headersSent) await whileWorking(this.#exchange, next.bytes);
    const bytes = await whileWorking(this.#exchange, next.bytes, () => stream.write('\n'));
    if (!stream.headersSent) {
      stream.respond({ ':status': 200, 'content-type': 'application/octet-stream' });
    }
    const { checksum, size: packSize } = bytes;
    const index = this.#parts.indexes ? bytes.index : null;
    const line = { block: next.block, checksum, packSize, indexSize: index?.size ?? 0 };
    stream.write(`${formatRunLine(line)}\n`);
    const { uploads } = this.#parts;
    await sendChunks(this.#exchange, bytes, 0, uploads);
    if (index !== null) await sendChunks(this.#exchange, index, 0, uploads);
    this.#coming.shift();
    return this.#coming.length + this.#left.size > 0;
  }

  end(): void {
    this.#exchange.stream.end();
  }

  /** What was begun, and not sent to its end, does not count as sent. */
  [Symbol.dispose](): void {
    const { leastServed, reel } = this.#parts;
    for (const { block } of this.#coming) leastServed.takeBack(reel, block);
  }

  #prepare(): void {
    const { giver, leastServed, reel } = this.#parts;
    while (this.#coming.length <= AHEAD && this.#left.size > 0) {
      const candidates = [...this.#left.values()];
      const block = leastServed.choose(reel, candidates, (each) => giver.isReady(each));
      this.#left.delete(formatBlock(block));
      const bytes = giver.block(block, this.#exchange);
      // It is told when its turn comes.
      bytes.catch(() => {});
      this.#coming.push({ block, bytes });
    }
  }
}
