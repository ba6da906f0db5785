import type { Problem, Self } from '../shared/api/state.ts';
import { followKey } from '../shared/domain/follow.ts';
import { relayedLeftOutWords, vouchesLeftOutWords } from '../shared/domain/words/left-out-words.ts';
import type { PeerId, RepositoryId } from '../shared/ids.ts';
import type { ActivityLog } from './activity/activity-log.ts';
import type { FollowRules } from './following/follow-rules.ts';
import type { Following } from './following/following.ts';
import type { RateSettings } from './gtp/rate-settings.ts';
import type { Guests } from './guests/guests.ts';
import type { ServingDepot } from './mirroring/serving-depot.ts';
import type { OpenRoom } from './open-room/open-room.ts';
import type { Peers } from './peers/peers.ts';
import type { Relay } from './peers/relay.ts';
import type { Publisher } from './publisher.ts';
import type { Repositories } from './repositories/repositories.ts';
import type { OwnManifest } from './serving/own-manifest.ts';
import type { CloningSettings } from './store/cloning-settings.ts';
import type { NotificationSettings } from './store/notification-settings.ts';
import type { SharingPause } from './store/sharing-pause.ts';
import type { StateStore } from './store/state-store.ts';
import type { SwarmProjection } from './swarms/swarm-projection.ts';
import type { Reach } from './tracker/reach.ts';
import type { Transfers } from './transfers/transfers.ts';

export interface ProjectionParts {
  readonly store: StateStore;
  readonly self: () => Self;
  readonly repositories: Repositories;
  readonly manifest: OwnManifest;
  readonly relay: Relay;
  readonly peers: Peers;
  readonly swarms: SwarmProjection;
  readonly transfers: Transfers;
  readonly rules: FollowRules;
  readonly following: Following;
  readonly activityLog: ActivityLog;
  readonly rates: RateSettings;
  readonly notifications: NotificationSettings;
  readonly cloning: CloningSettings;
  readonly pause: SharingPause;
  readonly guests: Guests;
  readonly room: OpenRoom;
  readonly publisher: Publisher;
  readonly reach: Reach;
  /** Null where nothing is kept for others. */
  readonly mirroring: ServingDepot | null;
  /** Files of the data folder that were damaged, and what is said of each. */
  readonly damaged: ReadonlyMap<string, Problem>;
}

/** Shows what the parts know: the state is written here, and nowhere else. */
export class Projection {
  readonly #parts: ProjectionParts;
  #shownRepositories: ReadonlySet<RepositoryId> = new Set();

  constructor(parts: ProjectionParts) {
    this.#parts = parts;
    const { store, peers, swarms, transfers, following, activityLog, publisher } = parts;
    const showPeer = (key: PeerId) => store.set({ set: 'peers', key, value: peers.toState(key) });
    peers.events.on('changed', showPeer).on('pulse', showPeer);
    peers.events.on('relayed', () => this.#showRelayed());
    // Who was trusted may be so no more, or the other way round.
    peers.events.on('trust', () => this.#showRelayed());
    swarms.events.on('changed', (key, value) => store.set({ set: 'swarms', key, value }));
    transfers.events.on('changed', (id) => store.transferChanged(id, () => transfers.toState(id)));
    following.events.on('changed', (place) =>
      store.set({ set: 'follows', key: followKey(place), value: following.toState(place) }),
    );
    activityLog.events.on('changed', (keys) => {
      for (const key of keys) this.#showActivity(key);
    });
    publisher.events.on('published', () => this.#showOwn());
    parts.rates.events.on('changed', () => this.#showSettings());
    parts.notifications.events.on('changed', () => this.#showSettings());
    parts.cloning.events.on('changed', () => this.#showSettings());
    parts.pause.events.on('changed', () => this.#showSettings());
    parts.guests.events.on('changed', () => this.#showGuests());
    parts.room.events.on('changed', () => this.#showRoom());
    parts.reach.events.on('changed', () => this.#showReach());
    parts.mirroring?.events.on('changed', () => this.#showDepot());
  }

  /** Shows what the parts knew before anything of theirs changed. */
  showKept(): void {
    const { store, activityLog, rules, following, damaged } = this.#parts;
    this.#showRelayed();
    this.#showRoom();
    this.#showReach();
    this.#showDepot();
    for (const { id } of activityLog.all) this.#showActivity(id);
    for (const rule of rules.all) {
      store.set({ set: 'follows', key: followKey(rule), value: following.toState(rule) });
    }
    for (const [file, value] of damaged) {
      store.set({ set: 'problems', key: `damaged:${file}`, value });
    }
  }

  #showGuests(): void {
    const { store, guests } = this.#parts;
    store.set({ set: 'guests', value: guests.toState() });
  }

  #showRoom(): void {
    const { store, room } = this.#parts;
    store.set({ set: 'room', value: room.toState() });
  }

  #showReach(): void {
    const { store, reach } = this.#parts;
    store.set({ set: 'reach', value: reach.toState() });
  }

  #showDepot(): void {
    const { store, mirroring } = this.#parts;
    if (mirroring !== null) store.depotChanged(() => mirroring.toState());
  }

  #showActivity(key: string): void {
    const { store, activityLog } = this.#parts;
    store.set({ set: 'activity', key, value: activityLog.find(key) });
  }

  #showRelayed(): void {
    const { store, relay } = this.#parts;
    store.set({ set: 'problems', key: 'left-out:relayed', value: relayedProblem(relay.leftOut) });
  }

  #showSettings(): void {
    const { store, rates, notifications, cloning, pause } = this.#parts;
    store.set({ set: 'limits', value: rates.value });
    store.set({ set: 'notifications', value: notifications.value });
    store.set({ set: 'cloning', value: cloning.value });
    store.set({ set: 'sharing', value: pause.toState() });
  }

  #showOwn(): void {
    const { store, self, repositories, manifest } = this.#parts;
    store.set({ set: 'self', value: self() });
    store.set({
      set: 'problems',
      key: 'left-out:vouches',
      value: vouchesProblem(manifest.vouchesLeftOut),
    });
    this.#showSettings();
    const all = manifest.toldOfAll();
    const known = new Map(
      repositories.all.map((copy) => [copy.record.id, manifest.withLeftOut(copy.toState(), all)]),
    );
    for (const key of [...this.#shownRepositories, ...known.keys()]) {
      store.set({ set: 'repositories', key, value: known.get(key) ?? null });
    }
    this.#shownRepositories = new Set(known.keys());
  }
}

function vouchesProblem(leftOut: number): Problem | null {
  if (leftOut === 0) return null;
  return { code: 'vouches-left-out', sentence: vouchesLeftOutWords(leftOut) };
}

function relayedProblem(leftOut: number): Problem | null {
  if (leftOut === 0) return null;
  return { code: 'relayed-left-out', sentence: relayedLeftOutWords(leftOut) };
}
