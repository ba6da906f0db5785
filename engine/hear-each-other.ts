import type { LogEntry } from '../shared/api/engine-contract.ts';
import { count } from '../shared/domain/words/quantity.ts';
import type { SeenChains } from './chain/seen-chains.ts';
import type { FetchAhead } from './following/fetch-ahead.ts';
import type { Following } from './following/following.ts';
import type { Guests } from './guests/guests.ts';
import type { ServingDepot } from './mirroring/serving-depot.ts';
import type { Peers } from './peers/peers.ts';
import type { Publisher } from './publisher.ts';
import type { Punching } from './punching/punching.ts';
import type { Pushes } from './pushes/pushes.ts';
import type { PassedOnReels } from './reels/passed-on-reels.ts';
import type { Repositories } from './repositories/repositories.ts';
import type { EventHub } from './serving/event-hub.ts';
import type { Warming } from './serving/offers/warming.ts';
import { blockEvents } from './serving/service.ts';
import type { SharingPause } from './store/sharing-pause.ts';
import type { SwarmProjection } from './swarms/swarm-projection.ts';
import type { Reach } from './tracker/reach.ts';
import type { Transfers } from './transfers/transfers.ts';

interface Hearing {
  readonly repositories: Repositories;
  readonly pause: SharingPause;
  readonly pushes: Pushes;
  readonly seenChains: SeenChains;
  readonly passedOn: PassedOnReels;
  readonly peers: Peers;
  readonly transfers: Transfers;
  readonly following: Following;
  readonly publisher: Publisher;
  readonly guests: Guests;
  readonly hub: EventHub;
  readonly ahead: FetchAhead;
  readonly swarms: SwarmProjection;
  readonly warming: Warming;
  readonly reach: Reach;
  readonly punching: Punching;
  /** Null where nothing is kept for others. */
  readonly mirroring: ServingDepot | null;
  /** Depots may show something else. */
  lookAtDepots(): void;
  logged(error: unknown): void;
  log(entry: LogEntry): void;
}

/** Says which part hears of what happens in which: here, and nowhere else, they learn of each other. */
export function hearEachOther(parts: Hearing): void {
  const { repositories, pause, pushes, passedOn, peers, transfers, following, publisher } = parts;
  const { guests, hub, ahead, swarms, warming, reach, mirroring, logged, log } = parts;
  repositories.events.on('changed', () => void publisher.publish().catch(logged));
  pause.events.on('changed', () => repositories.events.emit('changed'));
  pushes.events.on('changed', () => repositories.events.emit('changed'));
  pushes.events.on('taken', (repository) => mirroring?.pushed(repository));
  parts.seenChains.events.on('changed', () => {
    void publisher.publish().catch(logged);
    parts.lookAtDepots();
  });
  mirroring?.events.on('offersChanged', () => void publisher.publish().catch(logged));
  passedOn.events.on('added', (reel, block) => {
    for (const event of blockEvents(reel, [block])) hub.announce(event);
  });
  peers.events.on('relayed', (event) => hub.announce(event));
  // A manifest under a new number brings the others the new time.
  peers.events.on('clockSet', () => void publisher.publish({ force: true }).catch(logged));
  peers.events.on('changed', (peer) => {
    following.look(peer);
    parts.lookAtDepots();
    ahead.look();
    swarms.schedule();
    warming.look();
  });
  transfers.events.on('changed', (id) => {
    ahead.makeRoom();
    if (!transfers.hasEnded(id)) return;
    swarms.fetched();
    ahead.look();
  });
  following.events.on('changed', () => ahead.look());
  publisher.events.on('published', () => {
    reach.look();
    following.look();
    ahead.look();
    swarms.schedule();
    warming.look();
  });
  reach.events.on('told', (event) => hub.announce(event));
  parts.punching.events.on('changed', () => peers.tryPunching());
  guests.events.on('cloned', (clones) => {
    const message = `A guest has cloned something: ${count(clones, 'clone')} since guests are let in.`;
    log({ level: 'info', message });
  });
}
