import type { AppState, LocalRepository, Transfer } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { HeadCount } from '../../../shared/domain/words/head-count.ts';
import {
  countDistinct,
  headCountWords,
  newHeadsWords,
} from '../../../shared/domain/words/head-count.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { t } from '../../texts/texts.ts';
import { isReachable } from '../people/peers.ts';
import { runningLabel } from '../transfers/transfers.ts';
import { type Coming, comingFrom, comingWords } from './coming.ts';
import { type HeadRow, isNew, isUndone, type TheirHead, theirHeads } from './heads.ts';
import { whoHas } from './nearby.ts';
import { isConflict } from './outlook.ts';

/** How a project stands: one of these and no other, in its row, its header and for its heads. */
export type ProjectState =
  | { readonly kind: 'under-way'; readonly transfer: Transfer }
  /** Nobody who has it is here; I have no copy. */
  | { readonly kind: 'out-of-reach' }
  /** I have no copy, and can make one. */
  | { readonly kind: 'offered' }
  /** My copy is being read. */
  | { readonly kind: 'reading' }
  /** My copy cannot be read. */
  | { readonly kind: 'unusable' }
  | { readonly kind: 'new'; readonly coming: Coming }
  /** Something is new at those who are away, and cannot be had from anybody. */
  | { readonly kind: 'new-out-of-reach'; readonly fresh: HeadCount }
  /** All is here, but these were taken back, and can be fetched again. */
  | { readonly kind: 'undone'; readonly heads: HeadCount; readonly peers: readonly PeerId[] }
  /** All is here, and this many heads conflict with my checked-out branch. */
  | { readonly kind: 'conflicts'; readonly heads: number }
  /** All is here, and nothing conflicts. */
  | { readonly kind: 'up-to-date' };

/**
 * @param copy the one of mine that is meant; null where I have none
 * @param peers those who have it; others change nothing
 * @param transfer what is under way in it
 */
export function projectState(
  swarm: Swarm,
  copy: LocalRepository | null,
  { peers, transfer }: { readonly peers: AppState['peers']; readonly transfer: Transfer | null },
): ProjectState {
  if (transfer !== null) return { kind: 'under-way', transfer };
  const isSomebodyHere = whoHas(swarm, peers).some(isReachable);
  if (copy === null) return { kind: isSomebodyHere ? 'offered' : 'out-of-reach' };
  if (copy.status.state === 'reading') return { kind: 'reading' };
  if (copy.status.state === 'unusable') return { kind: 'unusable' };
  return stateOfHeads(theirHeads(swarm, peers, copy), isSomebodyHere);
}

function stateOfHeads(rows: readonly HeadRow[], isSomebodyHere: boolean): ProjectState {
  const coming = isSomebodyHere ? comingFrom(rows) : null;
  if (coming !== null) return { kind: 'new', coming };
  const theirs = rows.filter((row) => row.kind === 'theirs');
  const fresh = theirs.filter(isNew);
  if (fresh.length > 0) return { kind: 'new-out-of-reach', fresh: different(fresh) };
  const undone = theirs.filter((row) => isUndone(row) && isReachable(row.peer));
  if (undone.length > 0) {
    const peers = [...new Set(undone.map(({ peer }) => peer.id))];
    return { kind: 'undone', heads: different(undone), peers };
  }
  const conflicting = theirs.filter(({ standing }) => isConflict(standing?.merge ?? null));
  const heads = new Set(conflicting.map(({ head }) => head.oid)).size;
  return heads > 0 ? { kind: 'conflicts', heads } : { kind: 'up-to-date' };
}

function different(rows: readonly TheirHead[]): HeadCount {
  const of = (kind: 'branch' | 'tag') =>
    countDistinct(rows.map(({ head }) => head).filter((head) => head.kind === kind));
  return { heads: of('branch'), tags: of('tag') };
}

/** The few words of a state, the same wherever it is told; null where there is nothing to say. */
export function stateLabel(state: ProjectState): string | null {
  switch (state.kind) {
    case 'under-way':
      return runningLabel(state.transfer);
    case 'out-of-reach':
      return t.nearby.state.outOfReach;
    case 'offered':
      return null;
    case 'reading':
      return t.nearby.state.reading;
    case 'unusable':
      return t.nearby.state.needsAttention;
    case 'new':
      return comingWords(state.coming);
    case 'new-out-of-reach':
      return t.nearby.state.newOutOfReach(newHeadsWords(state.fresh) ?? '');
    case 'undone':
      return t.nearby.state.undone(headCountWords(state.heads));
    case 'conflicts':
      return t.nearby.state.conflicts(state.heads);
    case 'up-to-date':
      return t.nearby.state.upToDate;
    default:
      return assertNever(state);
  }
}

/** What a state means, beside its words; null where they say it all. */
export function stateMeaning(state: ProjectState): string | null {
  switch (state.kind) {
    case 'out-of-reach':
    case 'new-out-of-reach':
      return t.nearby.state.nobodyHere;
    case 'conflicts':
    case 'up-to-date':
      return t.nearby.state.nothingToFetch;
    default:
      return null;
  }
}
