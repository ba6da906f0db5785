import type { Block } from '../../shared/gtp/reel.ts';
import type { ObjectFormat, PeerId, ReelName } from '../../shared/ids.ts';
import type { Taker } from '../waiting/shared-work.ts';
import { type Bytes, bytesOfFile } from './bytes.ts';

/** A block, as the bytes of its pack. */
export interface BlockBytes extends Bytes {
  /** Names the pack, in hex. */
  readonly checksum: string;
  /** Null for a thin pack, whose index needs objects that are elsewhere. */
  readonly index: Bytes | null;
}

/** A block on disk. */
export interface BlockFile {
  readonly packPath: string;
  readonly checksum: string;
  /** Null for a thin pack. */
  readonly indexPath: string | null;
}

export async function bytesOfBlockFile(file: BlockFile): Promise<BlockBytes> {
  const pack = await bytesOfFile(file.packPath);
  const index = file.indexPath === null ? null : await bytesOfFile(file.indexPath);
  return { ...pack, checksum: file.checksum, index };
}

/** Something that gives blocks of a reel: it makes them, or has received them. */
export interface BlockGiver {
  readonly name: ReelName;
  readonly objectFormat: ObjectFormat;
  /** Whether it can give this block at all. */
  has(block: Block): boolean;
  /** Whether it could be sent at once. */
  isReady(block: Block): boolean;
  block(block: Block, taker: Taker<PeerId>): Promise<BlockBytes>;
}
