import type { Visibility } from '../domain/visibility.ts';
import type { Oid, PeerId, RepositoryId, SwarmId } from '../ids.ts';

/** Whether some of my repositories are open to everyone for a while. */
export type Room =
  | { readonly state: 'off' }
  | {
      readonly state: 'on';
      /** When it ends by itself, in milliseconds since the epoch; null if it does not. */
      readonly until: number | null;
      /** Those that are open because of it. */
      readonly repositories: readonly RepositoryId[];
    };

/** How a repository of mine is open in the room. */
export interface OpenInRoom {
  /** As in `Room`. */
  readonly until: number | null;
  /** Who may see it afterwards. */
  readonly afterwards: Visibility;
}

/** What came lately to each project that is open in a room, mine and the others'. */
export interface RoomCommits {
  readonly projects: readonly RoomProject[];
  /** Copies that could not be asked this time. */
  readonly unasked: number;
}

export interface RoomProject {
  readonly swarm: SwarmId;
  /** The newest first; each once, however many have it. */
  readonly commits: readonly RoomCommit[];
}

export interface RoomCommit {
  readonly oid: Oid;
  readonly author: string;
  /** Committer date, seconds since the epoch. */
  readonly time: number;
  readonly subject: string;
  /** In whose copies it is, mine included; the ones whose head it is first. */
  readonly peers: readonly PeerId[];
}
