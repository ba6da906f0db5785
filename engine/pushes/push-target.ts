import type { PeerId, RepositoryId, SwarmId } from '../../shared/ids.ts';
import type { Repository } from '../git/open.ts';
import type { RefChange } from '../git/update-ref.ts';

/** A project of a depot's, as far as pushes are concerned. */
export interface PushTarget {
  readonly record: {
    readonly id: RepositoryId;
    readonly swarm: SwarmId;
    /** Who may begin its chain. */
    readonly owner: PeerId;
  };
  /** An existing folder for nothing but its chain. */
  readonly chainFolder: string;
  /** Nothing else is done with the repository meanwhile. */
  exclusively<T>(work: (opened: Repository) => Promise<T>): Promise<T>;
  /** Only within `exclusively`: all changes or none, and others are told. */
  moveRefs(
    opened: Repository,
    changes: readonly RefChange[],
    reason: string,
    signal?: AbortSignal,
  ): Promise<void>;
  /** @throws ShoalError where so many bytes more find no room */
  roomFor(bytes: number): Promise<void>;
  /** From now on its branches and tags are what the chain says. */
  takesPushes(): Promise<void>;
}

/** All projects of a depot that can be pushed to. */
export interface PushTargets {
  readonly all: readonly PushTarget[];
  find(id: RepositoryId): PushTarget | null;
}
