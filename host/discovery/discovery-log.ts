import { randomBytes } from 'node:crypto';
import { base32nopad } from '@scure/base';
import type { Sighting } from '../../shared/api/engine-contract.ts';
import type { Problem } from '../../shared/api/state.ts';
import { type PeerId, peerIdSchema } from '../../shared/ids.ts';
import type { DiscoveryListener } from './discovery.ts';

export type DiscoveryEvent =
  | { readonly type: 'seen'; readonly sighting: Sighting }
  | { readonly type: 'left'; readonly peer: PeerId }
  | { readonly type: 'networkChanged' }
  | { readonly type: 'problem'; readonly problem: Problem | null };

/** A listener for tests that keeps what it was told. */
export class DiscoveryLog implements DiscoveryListener {
  readonly events: DiscoveryEvent[] = [];

  seen(sighting: Sighting): void {
    this.events.push({ type: 'seen', sighting });
  }

  left(peer: PeerId): void {
    this.events.push({ type: 'left', peer });
  }

  networkChanged(): void {
    this.events.push({ type: 'networkChanged' });
  }

  problem(problem: Problem | null): void {
    this.events.push({ type: 'problem', problem });
  }

  /** The last that was seen of a peer; undefined if nothing, or if it left since. */
  sightingOf(peer: PeerId): Sighting | undefined {
    const about = this.events.findLast(
      (event) =>
        (event.type === 'seen' && event.sighting.peer === peer) ||
        (event.type === 'left' && event.peer === peer),
    );
    return about?.type === 'seen' ? about.sighting : undefined;
  }

  timesSeen(peer: PeerId): number {
    return this.events.filter((event) => event.type === 'seen' && event.sighting.peer === peer)
      .length;
  }

  hasLeft(peer: PeerId): boolean {
    return this.events.some((event) => event.type === 'left' && event.peer === peer);
  }
}

/** A peer id of its own for every test, so that peers of other tests nearby do not count. */
export function randomPeerId(): PeerId {
  return peerIdSchema.parse(base32nopad.encode(randomBytes(32)).toLowerCase());
}
