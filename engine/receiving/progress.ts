import type {
  ComingBlock,
  TransferPeer,
  TransferPhase,
  TransferProgress,
} from '../../shared/api/state.ts';
import type { PeerId } from '../../shared/ids.ts';

/** The phases that a running transfer passes through. */
export type RunningPhase = 'asking' | 'receiving' | 'waiting' | 'checking' | 'finishing';

/** Counts what a transfer has received; tells of each change. */
export class Progress {
  /** Whether this computer has something to do with what came; not while that only waits for the rest. */
  isChecking = false;
  #phase: RunningPhase = 'asking';
  #estimatedBytes = 0;
  #keptBytes = 0;
  readonly #sources: (PeerId | null)[] = [];
  readonly #coming = new Set<ComingBlock>();
  readonly #peers = new Map<PeerId, { bytes: number; dropped: string | null }>();
  #bound: { readonly most: number; readonly onOver: () => void } | null = null;
  readonly #onChange: () => void;
  readonly #onReceived: (peer: PeerId, bytes: number) => void;

  constructor(onChange: () => void, onReceived: (peer: PeerId, bytes: number) => void = () => {}) {
    this.#onChange = onChange;
    this.#onReceived = onReceived;
  }

  get phase(): Extract<TransferPhase, { state: RunningPhase }> {
    return { state: this.#phase };
  }

  get bytes(): number {
    return [...this.#peers.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  get peers(): TransferPeer[] {
    return [...this.#peers].map(([id, peer]) => ({ id, ...peer }));
  }

  get blocksDone(): number {
    return this.#sources.filter((source) => source !== null).length;
  }

  enter(phase: RunningPhase): void {
    if (this.#phase === phase) return;
    this.#phase = phase;
    this.#onChange();
  }

  /** It begins again: what has come so far will be told as kept. */
  restart(): void {
    this.#phase = 'asking';
    this.#estimatedBytes = 0;
    this.#keptBytes = 0;
    this.isChecking = false;
    this.#sources.length = 0;
    this.#coming.clear();
    this.#peers.clear();
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
    this.#of(peer).bytes += bytes;
    this.#onReceived(peer, bytes);
    this.#onChange();
    if (this.#bound !== null && this.bytes > this.#bound.most) this.#bound.onOver();
  }

  /** Calls back when more than this has come, in bytes. */
  bound(most: number, onOver: () => void): void {
    this.#bound = { most, onOver };
  }

  /** A block is on its way. @returns what to call when it is no more, whether it is here or not */
  comes(block: number, peer: PeerId): () => void {
    const coming = { block, peer };
    this.#coming.add(coming);
    this.#onChange();
    return () => {
      if (this.#coming.delete(coming)) this.#onChange();
    };
  }

  finished(block: number, peer: PeerId): void {
    this.#sources[block] = peer;
    this.#onChange();
  }

  /** It has come, and is of no use. */
  refused(block: number): void {
    this.#sources[block] = null;
    this.#onChange();
  }

  /** An earlier attempt had brought this. */
  kept(bytes: number): void {
    this.#keptBytes += bytes;
    this.#onChange();
  }

  /** Who nothing more is taken from. */
  get dropped(): ReadonlySet<PeerId> {
    const all = [...this.#peers].filter(([, { dropped }]) => dropped !== null);
    return new Set(all.map(([id]) => id));
  }

  /** Something may be taken again from those who were dropped. */
  forgiveAllBut(peers: ReadonlySet<PeerId>): void {
    for (const [id, peer] of this.#peers) if (!peers.has(id)) peer.dropped = null;
    this.#onChange();
  }

  /** Nothing more is taken from this peer. */
  drop(peer: PeerId, sentence: string): void {
    this.#of(peer).dropped = sentence;
    this.#onChange();
  }

  toState(): TransferProgress {
    const here = this.bytes + this.#keptBytes;
    return {
      bytes: this.bytes,
      estimatedBytes: Math.max(this.#estimatedBytes, here),
      blocks: this.#sources.length,
      blocksDone: this.blocksDone,
      blockSources: [...this.#sources],
      blocksComing: [...this.#coming],
      keptBytes: this.#keptBytes,
      peers: this.peers,
    };
  }

  #of(peer: PeerId): { bytes: number; dropped: string | null } {
    const known = this.#peers.get(peer) ?? { bytes: 0, dropped: null };
    this.#peers.set(peer, known);
    return known;
  }
}
