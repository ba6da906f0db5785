import type { Head, SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Overview } from '../../shared/gtp/overview.ts';
import type { Oid, PeerId, SwarmId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Overviews } from '../overviews/overviews.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import { openingOf, visibilityOf } from '../repositories/repository-records.ts';

/** A copy, mine or a teammate's, that everyone may see: what a room is shown can be told aloud. */
export interface OpenCopy {
  readonly peer: PeerId;
  /** The same for the same copy. */
  readonly key: string;
  readonly swarm: SwarmId;
  readonly roots: readonly Oid[];
  readonly heads: readonly Head[];
  /** It is open because of a room. */
  readonly isInRoom: boolean;
  /** Null if the head leads to no commit. */
  look(head: Oid, signal: AbortSignal): Promise<Overview | null>;
}

/** Null for one that not everyone may see. */
export function mineAsOpen(
  copy: LocalCopy,
  { self, overviews }: { readonly self: PeerId; readonly overviews: Overviews },
): OpenCopy | null {
  const entry = visibilityOf(copy.record).to === 'everyone' ? copy.manifestEntry() : null;
  const repository = copy.reading?.repository;
  if (entry === null || repository === undefined) return null;
  const visible = entry.heads.map(({ oid }) => oid);
  return {
    peer: self,
    ...placeOf(self, entry),
    isInRoom: openingOf(copy.record) !== null,
    look: (head) => overviews.of(repository, head, visible),
  };
}

/** Null for one that not everyone may see. @param now in milliseconds since the epoch */
export function theirsAsOpen(copy: RemoteCopy, now: number): OpenCopy | null {
  const { shared, peer } = copy;
  if (shared.open !== true) return null;
  const { room } = shared;
  return {
    peer: peer.id,
    ...placeOf(peer.id, shared),
    isInRoom: room !== undefined && (room.until === undefined || now < room.until * 1_000),
    look: (head, signal) => copy.overview(head, signal),
  };
}

function placeOf(peer: PeerId, { id, swarm, roots, heads }: SharedRepository) {
  return { key: `${peer}/${id}`, swarm: swarm as SwarmId, roots, heads };
}
