import { INITIAL_PUNCHING, type Punching } from './punching-state.ts';

/** How this peer is found and reached beyond the local network. */
export interface Reach {
  readonly trackers: readonly TrackerState[];
  readonly relays: readonly RelayState[];
  /** Those that hold back what goes over them, also of others: how long it took there and back, in milliseconds. */
  readonly slowRelays: readonly { readonly address: string; readonly took: number }[];
  /** What this peer does for others as a relay; null while it is none. */
  readonly relaying: { readonly peers: number; readonly pairs: number } | null;
  readonly punching: Punching;
}

interface TrackerState {
  readonly url: string;
  /** Whether it is set to stay, and not only for this run. */
  readonly isKept: boolean;
  /** When it was heard last, in milliseconds since the epoch; null if it was not. */
  readonly heardAt: number | null;
  /** What is wrong with it, as a sentence. */
  readonly problem: string | null;
}

interface RelayState {
  /** As `ID@HOST:PORT`. */
  readonly address: string;
  readonly isKept: boolean;
  /** Whether others can come over it now. */
  readonly isUp: boolean;
}

export const INITIAL_REACH: Reach = {
  ...{ trackers: [], relays: [], slowRelays: [], relaying: null },
  punching: INITIAL_PUNCHING,
};
