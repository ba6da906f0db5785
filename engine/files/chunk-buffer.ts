/** What is read at once, in bytes. */
export const CHUNK_BYTES = 256 * 1024;
const MOST_SPARE = 16;

const spare: Buffer[] = [];

/**
 * Room for a chunk that is on its way. Rooms are used again: of new ones for each chunk, the garbage
 * collector would go through the whole heap every few megabytes.
 */
export class ChunkBuffer {
  readonly bytes: Buffer;

  private constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  static take(): ChunkBuffer {
    return new ChunkBuffer(spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES));
  }

  /** Only when nobody reads it any more: not where a transfer broke off, which may still send it. */
  giveBack(): void {
    if (spare.length < MOST_SPARE) spare.push(this.bytes);
  }
}
