import type { PeerId, SwarmId } from '../ids.ts';

/** Where in the window something is shown: what a notification, the tray or a link leads to. */
export type Place =
  | { readonly to: 'nearby' }
  | { readonly to: 'swarm'; readonly id: SwarmId }
  | { readonly to: 'peer'; readonly id: PeerId }
  /** Projects and people that are found by these words. */
  | { readonly to: 'search'; readonly words: string }
  /** Asks whether to connect to this `host:port`, or to whoever gave this invitation. */
  | { readonly to: 'connect'; readonly address: string }
  | { readonly to: 'transfers' }
  | { readonly to: 'activity' }
  | { readonly to: 'room' }
  | { readonly to: 'doctor' }
  | { readonly to: 'settings' };
