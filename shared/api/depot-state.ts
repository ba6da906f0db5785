import type { PeerId, RepositoryId, SwarmId } from '../ids.ts';

/** What this computer keeps for others while their owners are away. */
export type DepotState =
  | { readonly state: 'off' }
  | {
      readonly state: 'on';
      readonly directory: string;
      /** Which projects are kept by themselves, as `mirror-pattern.ts` reads them. */
      readonly mirrors: readonly string[];
      /** Bytes that all projects may take; null for as many as there are. */
      readonly quota: number | null;
      /** Bytes that they take. */
      readonly used: number;
      readonly projects: readonly DepotProjectState[];
    };

export interface DepotProjectState {
  readonly id: RepositoryId;
  readonly swarm: SwarmId;
  readonly name: string;
  /** Whose branches are the project's own here. */
  readonly owner: PeerId;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Whether everyone may see it, as its owner says. */
  readonly isOpen: boolean;
  /** Who else may, where not. */
  readonly told: readonly PeerId[];
  readonly used: number;
  readonly quota: number | null;
  /** Whose heads are kept, the owner first. */
  readonly people: readonly DepotPerson[];
  /** What keeps it from being as its owner has it, as a sentence; null while all is well. */
  readonly problem: string | null;
}

export interface DepotPerson {
  readonly peer: PeerId;
  readonly name: string;
  /** As of when their heads are, in milliseconds since the epoch; null while they are here, and their heads current. */
  readonly asOf: number | null;
  /** How many heads are kept. */
  readonly heads: number;
}

/** What was found by reading everything of a project. */
export interface DepotCheck {
  readonly id: RepositoryId;
  readonly name: string;
  readonly isWhole: boolean;
  /** A word for what is wrong; null where it is whole. */
  readonly problem: string | null;
}

/** What a backup holds, or what was brought back from one. */
export interface DepotSaved {
  readonly path: string;
  readonly projects: number;
  readonly bytes: number;
}

/** Of whom a copy is that somebody keeps for them. */
export interface MirrorOf {
  readonly of: PeerId;
  /** As of when, in milliseconds since the epoch; null while its owner is there, and it is current. */
  readonly asOf: number | null;
}
