import type { MirrorOf } from '../../../shared/api/depot-state.ts';
import type { AppState, Peer } from '../../../shared/api/state.ts';
import type { Alternative } from '../../../shared/api/swarm-state.ts';
import { timeOf } from '../../../shared/domain/words/time-of.ts';
import { shortId } from '../../../shared/ids.ts';
import { t } from '../../texts/texts.ts';

/** As of when the heads of a copy are, in milliseconds since the epoch; null while they are as their owner has them. */
export function staleSince({ mirror }: Pick<Alternative, 'mirror'>, peer: Peer): number | null {
  return mirror?.asOf ?? peer.lastKnown?.asOf ?? null;
}

/** `as of 14:10` */
export function asOfWords(at: number, now: number): string {
  return t.people.depot.asOf(timeOf(at, now));
}

/** `Anna’s heads as of 14:10`, of a copy that somebody keeps for her, or `Your heads …`. */
export function mirrorWords(
  { of, asOf }: MirrorOf,
  { self, peers }: Pick<AppState, 'self' | 'peers'>,
  now: number,
): string {
  if (of === self?.id) {
    const { ownHeadsNow, ownHeadsAsOf } = t.people.depot;
    return asOf === null ? ownHeadsNow : ownHeadsAsOf(timeOf(asOf, now));
  }
  return headsWords(peers[of]?.name ?? shortId(of), asOf, now);
}

/** The same of somebody who is called so. */
export function headsWords(name: string, asOf: number | null, now: number): string {
  if (asOf === null) return t.people.depot.headsNow(name);
  return t.people.depot.headsAsOf(name, timeOf(asOf, now));
}
