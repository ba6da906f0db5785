import type { AppState } from '../../../shared/api/state.ts';
import type { SwarmId } from '../../../shared/ids.ts';
import { isSharedNow } from '../projects/visibility.ts';
import { compareNames } from './compare-names.ts';

const DAY = 24 * 60 * 60;

/** How long an invitation is good, as it is chosen. */
export const INVITE_ENDS = ['day', 'week', 'month'] as const;
export type InviteEnd = (typeof INVITE_ENDS)[number];

const DAYS: Readonly<Record<InviteEnd, number>> = { day: 1, week: 7, month: 30 };

/** In seconds since the epoch. @param now in milliseconds */
export function inviteEnd(choice: InviteEnd, now: number): number {
  return Math.floor(now / 1_000) + DAYS[choice] * DAY;
}

/** The projects of mine that somebody can be invited to: what is shared with nobody, nobody would see. */
export function invitedTo(
  repositories: AppState['repositories'],
): readonly { readonly id: SwarmId; readonly name: string }[] {
  const found = new Map<SwarmId, string>();
  for (const repository of Object.values(repositories)) {
    const { status, name } = repository;
    if (status.state !== 'ready' || status.swarm === null || !isSharedNow(repository)) continue;
    if (!found.has(status.swarm)) found.set(status.swarm, name);
  }
  return [...found]
    .map(([id, name]) => ({ id, name }))
    .sort((a, b) => compareNames(a.name, b.name));
}
