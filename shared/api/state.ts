import type { FollowRule } from '../domain/follow.ts';
import type { HeadPatterns } from '../domain/git/head-patterns.ts';
import type { LeftOut, TheirListLeftOut } from '../domain/left-out.ts';
import type { Visibility } from '../domain/visibility.ts';
import type { PeerId, RepositoryId, SwarmId, TransferId } from '../ids.ts';
import type { ActivityEntry, RefUpdate } from './activity-state.ts';
import type { DepotState } from './depot-state.ts';
import type { FetchFailure, FetchNote } from './fetch-remarks.ts';
import type { Guests } from './guests-state.ts';
import type { Traffic } from './history-state.ts';
import type { NewerVersion } from './newer-version.ts';
import { INITIAL_REACH, type Reach } from './reach-state.ts';
import type { OpenInRoom, Room } from './room-state.ts';
import {
  type Cloning,
  INITIAL_SETTINGS_STATE,
  type Notifications,
  type SettingsState,
} from './settings-state.ts';
import type { Sharing } from './sharing-state.ts';
import type { Swarm } from './swarm-state.ts';

/** All that a user interface shows. The engine owns it; hosts and views hold projections of it. */
export interface AppState {
  readonly self: Self | null;
  readonly engine: EngineStatus;
  /** What keeps Shoal from working as it should, each with a sentence; empty when all is well. */
  readonly problems: Readonly<Record<string, Problem>>;
  readonly peers: Readonly<Record<PeerId, Peer>>;
  readonly repositories: Readonly<Record<RepositoryId, LocalRepository>>;
  readonly swarms: Readonly<Record<SwarmId, Swarm>>;
  readonly transfers: Readonly<Record<TransferId, Transfer>>;
  /** By `followKey`. */
  readonly follows: Readonly<Record<string, Follow>>;
  /** What came from whom, by the entries' ids. */
  readonly activity: Readonly<Record<string, ActivityEntry>>;
  readonly limits: RateLimits;
  readonly notifications: Notifications;
  readonly cloning: Cloning;
  readonly guests: Guests;
  readonly room: Room;
  readonly traffic: Traffic;
  readonly sharing: Sharing;
  readonly reach: Reach;
  readonly depot: DepotState;
  readonly settings: SettingsState;
  /** A release that is newer than this one, where it was asked for; the host knows. */
  readonly newer: NewerVersion | null;
  readonly demo: DemoStatus;
}

/** Three made-up teammates on this computer; the host knows. */
export type DemoStatus = 'off' | 'starting' | 'running' | 'ending';

/** How fast bytes may move, in bytes a second; null is as fast as they can. */
export interface RateLimits {
  readonly upload: number | null;
  readonly uploadPerPeer: number | null;
  readonly download: number | null;
  readonly downloadPerPeer: number | null;
}

type EngineStatus = 'starting' | 'running' | 'restarting' | 'stopped';

export interface Problem {
  readonly code: string;
  readonly sentence: string;
  /** A depot that does not tell the truth, and of which project. */
  readonly depot?: {
    readonly swarm: SwarmId;
    readonly peer: PeerId;
    /** Which of the depot's. */
    readonly copy: RepositoryId;
  };
}

/** This computer's own peer. */
export interface Self {
  readonly id: PeerId;
  readonly name: string;
  /** Six words that stand for the id, for comparing aloud. */
  readonly words: readonly string[];
  readonly version: string;
  readonly port: number;
}

export interface Peer {
  readonly id: PeerId;
  readonly name: string;
  readonly words: readonly string[];
  readonly trust: Trust;
  /** When this key was first met, in milliseconds since the epoch; null where that is not known. */
  readonly metAt: number | null;
  /** The peers I trust that vouch for it. */
  readonly vouchedBy: readonly PeerId[];
  /** Whether I vouch for it. */
  readonly isVouchedFor: boolean;
  readonly presence: Presence;
  /** What is wrong with this peer, as a sentence: a refused manifest, an unreachable address. */
  readonly problem: string | null;
  /** It keeps projects for others while their owners are away. */
  readonly isDepot?: true;
  /** What its list has no room for; absent where all is told. */
  readonly leftOut?: TheirListLeftOut;
  /** While it is away: as of when its heads are those last heard of; null if none are known. */
  readonly lastKnown: LastKnownHeads | null;
}

/** Once expired, the heads are shown as old, and not fetched from others any more. */
interface LastKnownHeads {
  /** Milliseconds since the epoch. */
  readonly asOf: number;
  readonly isExpired: boolean;
}

/**
 * `known`: met with this key before Shoal was started this time. `changed`: its name is, or looks
 * like, that of a peer I trust, but with another key. `vouched`: somebody I trust compared its words. All of them may see and
 * do no more than a new one.
 */
export type Trust = 'new' | 'known' | 'vouched' | 'trusted' | 'changed';

export type Presence =
  | {
      readonly state: 'connected';
      /** Where it can be dialled; null if it came by itself, and that is not known. */
      readonly address: string | null;
      readonly roundTripMs: number | null;
      /** Where the relay is that passes it on; absent where there is a direct way. */
      readonly relay?: string;
      /** The routers of both sides let it through, by hole punching; absent where there is a direct way. */
      readonly isPunched?: true;
    }
  | { readonly state: 'connecting' }
  /** Seen on the network, but no connection could be made. */
  | { readonly state: 'unreachable' }
  /** `at` is in milliseconds since the epoch. */
  | { readonly state: 'left'; readonly at: number };

/** A repository of mine that Shoal knows; it is shared only if `visibility` says so. */
export interface LocalRepository {
  readonly id: RepositoryId;
  readonly path: string;
  readonly name: string;
  /** At this moment: everyone's while it is open in the room. */
  readonly visibility: Visibility;
  /** Absent unless it is open because of the room. */
  readonly room?: OpenInRoom;
  /** As set by `repositories.setHeads`. */
  readonly sharedHeads: HeadPatterns;
  readonly status: RepositoryStatus;
  /** As set by `repositories.setFetchesAhead`. */
  readonly fetchesAhead: boolean;
  /** It is a depot's: what is done with it goes by its commands. */
  readonly isKept?: true;
  /** What of it others are not told, although it is shared; absent where they are told all. */
  readonly leftOut?: readonly LeftOut[];
}

export type RepositoryStatus =
  | { readonly state: 'reading' }
  | {
      readonly state: 'ready';
      /** Null while the repository has no commits. */
      readonly swarm: SwarmId | null;
      /** The checked-out one by its short name; null when HEAD is detached. */
      readonly branch: string | null;
      /** How many branches are shared. */
      readonly heads: number;
      /** How many tags are shared. */
      readonly tags: number;
    }
  /** Missing on disk, shallow, no longer a repository…: the sentence says which and what to do. */
  | { readonly state: 'unusable'; readonly code: string; readonly sentence: string };

export interface Transfer {
  readonly id: TransferId;
  readonly kind: 'fetch' | 'clone';
  /** Null for a clone of an address that nobody nearby has. */
  readonly swarm: SwarmId | null;
  readonly name: string;
  /** Where it lands: the repository fetched into, or the folder cloned into. */
  readonly path: string;
  /** Of a clone of an address: that, without a password. */
  readonly address?: string;
  readonly startedAt: number;
  /** Nobody asked Shoal for it at this moment: it comes of following somebody, is fetched ahead, or a git of the user's began it. */
  readonly isAutomatic: boolean;
  readonly phase: TransferPhase;
  readonly progress: TransferProgress;
}

export type TransferPhase =
  /** Agreeing with the peers on what is to be sent. */
  | { readonly state: 'asking' }
  | { readonly state: 'receiving' }
  /** Nobody who has it is here at the moment; it goes on by itself when somebody is. */
  | { readonly state: 'waiting' }
  /** The user halted it; what is here is kept. */
  | { readonly state: 'paused' }
  /** Every object is here; checking that none is missing or broken. */
  | { readonly state: 'checking' }
  /** Moving objects and refs in; too late to cancel. */
  | { readonly state: 'finishing' }
  /** In use already, on the word of a trusted peer; every object is being read and checked. */
  | { readonly state: 'verifying'; readonly result: TransferResult }
  | { readonly state: 'done'; readonly result: TransferResult }
  | { readonly state: 'cancelled' }
  | {
      readonly state: 'failed';
      readonly code: string;
      readonly sentence: string;
      /** The same again cannot succeed. */
      readonly isFinal: boolean;
    };

export interface TransferProgress {
  readonly bytes: number;
  /** A guess until the last block is in; 0 while unknown. */
  readonly estimatedBytes: number;
  readonly blocks: number;
  readonly blocksDone: number;
  /** Which peer gave each finished block, by block number; null for those not here yet. */
  readonly blockSources: readonly (PeerId | null)[];
  /** Blocks of which a part is on its way, by number, and from whom. */
  readonly blocksComing: readonly ComingBlock[];
  /** Bytes that an earlier attempt had brought, and that were not asked for again. */
  readonly keptBytes: number;
  readonly peers: readonly TransferPeer[];
}

export interface ComingBlock {
  readonly block: number;
  readonly peer: PeerId;
}

/** What one peer gave to a transfer. */
export interface TransferPeer {
  readonly id: PeerId;
  readonly bytes: number;
  /** Why nothing more is taken from it, as a sentence; null while all is well. */
  readonly dropped: string | null;
}

/** `fetch --json` and `clone --json` print this. */
export interface TransferResult {
  readonly updated: readonly RefUpdate[];
  readonly bytes: number;
  readonly seconds: number;
  readonly blocks: number;
  readonly peers: readonly { readonly id: PeerId; readonly bytes: number }[];
  /** Teammates who could not be fetched from while others were; left out where there are none. */
  readonly failed?: readonly FetchFailure[];
  /** What came otherwise than one would think; left out where all came as always. */
  readonly notes?: readonly FetchNote[];
}

/** Somebody whose heads are fetched by themselves. */
export interface Follow extends FollowRule {
  /** Why that does not work at the moment, as a sentence; null while it does, or they are away. */
  readonly problem: string | null;
}

export const EMPTY_STATE: AppState = {
  self: null,
  engine: 'starting',
  problems: {},
  peers: {},
  repositories: {},
  swarms: {},
  transfers: {},
  follows: {},
  activity: {},
  limits: { upload: null, uploadPerPeer: null, download: null, downloadPerPeer: null },
  notifications: { isMuted: false },
  cloning: { share: 'nobody' },
  guests: { state: 'off' },
  room: { state: 'off' },
  traffic: {},
  sharing: { state: 'on' },
  reach: INITIAL_REACH,
  depot: { state: 'off' },
  settings: INITIAL_SETTINGS_STATE,
  newer: null,
  demo: 'off',
};

/** A transfer that has not ended yet. */
export function isRunning(transfer: Transfer): boolean {
  const { state } = transfer.phase;
  return state !== 'done' && state !== 'cancelled' && state !== 'failed';
}
