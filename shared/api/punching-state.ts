/** How hole punching is doing. */
export type PunchingState =
  | 'off'
  /** It is on, and no bootstrap node is set: nobody is asked. */
  | 'no-bootstrap'
  /** No bootstrap node has answered yet, or any more. */
  | 'connecting'
  | 'up'
  /** What it needs does not run on this computer. */
  | 'failed';

/** How this peer is reached through routers that let nobody in. */
export interface Punching {
  readonly state: PunchingState;
  /** Whether it is set to stay on, and not only for this run. */
  readonly isKept: boolean;
  readonly bootstrap: readonly {
    /** As `HOST:PORT`. */
    readonly address: string;
    readonly isKept: boolean;
  }[];
}

export const INITIAL_PUNCHING: Punching = { state: 'off', isKept: false, bootstrap: [] };
