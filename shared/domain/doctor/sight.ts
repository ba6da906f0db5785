import type { PeerFact } from '../../api/doctor-facts.ts';

/**
 * An announcement of this computer's that a teammate heard so long ago, in milliseconds, was one of those
 * that the doctor sent: it listens for a second and a half, and the other side passes on one every two seconds.
 */
const JUST_NOW = 8_000;
/** A teammate heard so long ago, in milliseconds, should still be there, unless it said goodbye. */
export const LATELY = 150_000;

/** How this computer and a teammate's see each other. */
export interface Sight {
  /** Whether it was heard just now. */
  readonly hears: boolean;
  /** Whether it was heard in the last minutes. */
  readonly heardLately: boolean;
  /** Whether it heard this computer just now; null where it did not say. */
  readonly isHeard: boolean | null;
  /** Whether it answered over the connection that there is; null where there is none. */
  readonly talks: boolean | null;
}

export function sightOf({ heardOn, heardAgo, view }: PeerFact): Sight {
  return {
    hears: heardOn.length > 0,
    heardLately: heardOn.length > 0 || (heardAgo !== null && heardAgo < LATELY),
    isHeard: view.state === 'told' ? view.view.heard !== null && view.view.heard < JUST_NOW : null,
    talks: view.state === 'unasked' ? null : view.state !== 'silent',
  };
}
