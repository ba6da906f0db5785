import type { Block } from '../../shared/gtp/reel.ts';
import type { ObjectFormat, PeerId, ReelName } from '../../shared/ids.ts';
import type { Taker } from '../waiting/shared-work.ts';

/** A block on disk. */
export interface BlockFile {
  readonly packPath: string;
  /** Names the pack, in hex. */
  readonly checksum: string;
  /** Null for a thin pack, whose index needs objects that are elsewhere. */
  readonly indexPath: string | null;
}

/** Something that gives blocks of a reel: it builds them, or has received them. */
export interface BlockGiver {
  readonly name: ReelName;
  readonly objectFormat: ObjectFormat;
  /** Whether it can give this block at all. */
  has(block: Block): boolean;
  /** Whether it could be sent at once. */
  isReady(block: Block): boolean;
  block(block: Block, taker: Taker<PeerId>): Promise<BlockFile>;
}
