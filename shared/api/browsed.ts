import type { Overview } from '../gtp/overview.ts';
import type { PeerId } from '../ids.ts';

/** What `browse` found, and whose copy it was found in. */
export interface Browsed {
  /** Who answered; this computer's own peer for a copy of mine. */
  readonly peer: PeerId;
  /** The branch or tag that was looked at, by its short name. */
  readonly head: string;
  readonly overview: Overview;
}
