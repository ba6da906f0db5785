import type { TransferPhase, TransferProgress } from '../../shared/api/state.ts';
import type { PeerId } from '../../shared/ids.ts';

/** The phases that a running transfer passes through. */
export type RunningPhase = 'asking' | 'receiving' | 'checking' | 'finishing';

/** Counts what a transfer has received; tells of each change. */
export class Progress {
  #phase: RunningPhase = 'asking';
  #estimatedBytes = 0;
  readonly #sources: (PeerId | null)[] = [];
  readonly #bytes = new Map<PeerId, number>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get phase(): Extract<TransferPhase, { state: RunningPhase }> {
    return { state: this.#phase };
  }

  get bytes(): number {
    return [...this.#bytes.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  get peers(): TransferProgress['peers'] {
    return [...this.#bytes].map(([id, bytes]) => ({ id, bytes }));
  }

  get blocksDone(): number {
    return this.#sources.filter((source) => source !== null).length;
  }

  enter(phase: RunningPhase): void {
    this.#phase = phase;
    this.#onChange();
  }

  /** Another reel is about to come, of about this many bytes. */
  expectBytes(estimatedBytes: number): void {
    this.#estimatedBytes += estimatedBytes;
    this.#onChange();
  }

  /**
   * More blocks are about to come.
   * @returns the number of the first of them, counted over the whole transfer
   */
  expectBlocks(blocks: number): number {
    const first = this.#sources.length;
    for (let index = 0; index < blocks; index += 1) this.#sources.push(null);
    this.#onChange();
    return first;
  }

  received(peer: PeerId, bytes: number): void {
    this.#bytes.set(peer, (this.#bytes.get(peer) ?? 0) + bytes);
    this.#onChange();
  }

  finished(block: number, peer: PeerId): void {
    this.#sources[block] = peer;
    this.#onChange();
  }

  toState(): TransferProgress {
    return {
      bytes: this.bytes,
      estimatedBytes: Math.max(this.#estimatedBytes, this.bytes),
      blocks: this.#sources.length,
      blocksDone: this.blocksDone,
      blockSources: [...this.#sources],
      peers: this.peers,
    };
  }
}
