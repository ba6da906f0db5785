import type { RefChangeKind } from '../domain/git/ref-change.ts';
import type { Oid, PeerId, RepositoryId } from '../ids.ts';

/** `old` is null for a new ref, `new` for one that is gone. */
export interface RefUpdate {
  readonly ref: string;
  readonly old: Oid | null;
  readonly new: Oid | null;
}

/** What one fetch brought. */
export interface ActivityEntry {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly peer: PeerId;
  /** As it was called then. */
  readonly peerName: string;
  readonly repository: RepositoryId;
  readonly repositoryName: string;
  readonly isAutomatic: boolean;
  readonly bytes: number;
  readonly changes: readonly ActivityChange[];
  /** How many more changes there were. */
  readonly more: number;
  /** What became of my branches that were to move along. */
  readonly fastForward: readonly FastForward[];
}

export interface ActivityChange extends RefUpdate {
  readonly kind: RefChangeKind;
  /** How many new commits a moved or rewritten ref has; null where that is not known. */
  readonly commits: number | null;
  /** Whether the ref was set back since. */
  readonly isUndone: boolean;
}

export interface FastForward {
  readonly branch: string;
  /** Why it was left as it is, as the end of a sentence; null if it moved. */
  readonly refusal: string | null;
}
