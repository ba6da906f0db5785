import type { GtpEvent } from '../../../shared/gtp/events.ts';
import type { PeerId } from '../../../shared/ids.ts';
import type { StreamHandler } from '../../gtp/router.ts';
import type { Identity } from '../../identity/identity.ts';
import type { ByPunching, OverRelays } from '../dialling/ways.ts';
import type { LastManifests } from '../last-manifests.ts';
import type { PeerRecords } from '../peer-records.ts';

export interface PeersEvents {
  /** A peer came, left, shares something else, or is seen differently. */
  changed: [peer: PeerId];
  /** Only how far it is, or who vouches for it, has changed. */
  pulse: [peer: PeerId];
  /** A peer has more blocks to pass on. */
  blocks: [peer: PeerId];
  /** Those who are connected may be told of this. */
  relayed: [event: GtpEvent];
  /** The user trusts somebody, or does so no more. */
  trust: [];
  /** This computer's clock was set. */
  clockSet: [];
}

export interface PeersParts {
  readonly identity: Identity;
  readonly records: PeerRecords;
  readonly lastManifests: LastManifests;
  /** Answers what peers ask for. */
  readonly handle: StreamHandler;
  /** On which others can dial this one. */
  readonly port: () => number;
  readonly relays: OverRelays;
  /** Whether that is possible at this moment, and how. */
  readonly punching: ByPunching & { readonly isUp: boolean };
  /** Of whom a depot keeps heads. */
  readonly isKept: (peer: PeerId) => boolean;
}
