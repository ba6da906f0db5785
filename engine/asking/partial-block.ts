import type { Block } from '../../shared/gtp/reel.ts';
import type { PeerId } from '../../shared/ids.ts';

/** A file with what has arrived of a block, and whose bytes these are. */
export interface PartialBlock {
  readonly block: Block;
  readonly file: string;
  /** The checksum of the pack that it will be, in hex: copies of the same bytes have the same. */
  readonly checksum: string;
  /** Who sent the first of it. */
  readonly peer: PeerId;
}

/** Where partial blocks go, and who hears of it while one arrives. */
export interface PartialBlockSink {
  /** A new, empty part. Null: this block is not wanted any more. */
  begin(block: Block, checksum: string): PartialBlock | null;
  /** A new, empty part instead of the one that was to be gone on with. */
  restart(block: Block, checksum: string): PartialBlock;
  onBytes(bytes: number): void;
  /** All of it is here. @param index a file with its index, if that was asked for and there is one */
  complete(part: PartialBlock, index: string | null): Promise<void>;
}
