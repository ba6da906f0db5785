import type { PeerId, SwarmId } from '../ids.ts';
import type { TransferResult } from './state.ts';

/** A copy from which a clone of an address took what it has. */
export interface MirrorSource {
  readonly peer: PeerId;
  readonly name: string;
  readonly swarm: SwarmId;
  readonly isTrusted: boolean;
  /** As `refs/heads/main`; null where none is known. */
  readonly defaultBranch: string | null;
  /** When its latest commit was made, in seconds since the epoch; null where that is not known. */
  readonly asOf: number | null;
  /** Below it are its `heads/` and `tags/`, in the repository that they were brought into. */
  readonly prefix: string;
}

/** What came for a clone of an address, and from whom; no result where nobody nearby has it. */
export interface Mirrored {
  readonly sources: readonly MirrorSource[];
  readonly result: TransferResult | null;
}
