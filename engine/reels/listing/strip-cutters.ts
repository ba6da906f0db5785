import { LIMITS } from '../../../shared/gtp/limits.ts';
import { type Block, type Layout, stripCount } from '../../../shared/gtp/reel.ts';
import { joinBlocks, StripCutter } from '../rules/cut-strip.ts';
import { blockBytes } from '../rules/layout.ts';

/** So many blocks are worth telling of at first while the listing goes on; then twice as many each time. */
const FEW = 8;
const MANY = 64;
/** Of all blocks that a reel may have: what is told of cannot be joined any more. */
const EARLY_SHARE = 0.5;

/** Cuts all strips of a reel. Blocks of long ones can be taken while objects are still being added. */
export class StripCutters {
  readonly #cutters: readonly StripCutter[];
  readonly #most: number;
  #early = 0;
  #worthTelling = FEW;

  constructor(layout: Layout) {
    const size = blockBytes(layout);
    this.#cutters = Array.from(
      { length: stripCount(layout) },
      (_, strip) => new StripCutter(strip, size),
    );
    // The commits' windows are blocks of their own.
    this.#most = LIMITS.blocksPerReel - layout.windows;
  }

  /** @param bytes what the strip's next object takes on disk */
  add(strip: number, bytes: number): void {
    this.#cutters[strip]?.add(bytes);
  }

  /** Blocks that stay as they are, once there are some; each is taken once. */
  takeSettled(): Block[] {
    const count = this.#cutters.reduce((sum, { settled }) => sum + settled, 0);
    if (count < this.#worthTelling || this.#early + count > EARLY_SHARE * this.#most) return [];
    this.#early += count;
    this.#worthTelling = Math.min(2 * this.#worthTelling, MANY);
    return this.#cutters.flatMap((cutter) => cutter.takeSettled());
  }

  /** All others. */
  finish(): Block[] {
    const blocks = this.#cutters.flatMap((cutter) => cutter.finish());
    return joinBlocks(blocks, this.#most - this.#early);
  }
}
