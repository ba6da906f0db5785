import type { AppState, Self } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { t } from '../../texts/texts.ts';
import { compareNames } from '../people/compare-names.ts';
import { isReachable } from '../people/peers.ts';

/** Somebody whose copy of a project can be looked at. */
export interface Owner {
  readonly person: { readonly id: PeerId; readonly name: string };
  readonly label: string;
}

/** My own copy first, then those of the people who are here. */
export function ownersOf(swarm: Swarm, peers: AppState['peers'], self: Self | null): Owner[] {
  const ids = new Set(swarm.alternatives.map(({ peer }) => peer));
  const others = [...ids]
    .flatMap((id) => peers[id] ?? [])
    .filter(isReachable)
    .sort((a, b) => compareNames(a.name, b.name))
    .map((person) => ({ person, label: t.browse.copyOf(person.name) }));
  const isMine = self !== null && swarm.local.length > 0;
  return isMine ? [{ person: self, label: t.browse.yourCopy }, ...others] : others;
}

/** The names of the heads in a peer's copies, branches before tags; none are known of my own. */
export function headsOf({ alternatives }: Swarm, peer: PeerId): string[] {
  const heads = alternatives.filter((copy) => copy.peer === peer).flatMap((copy) => copy.heads);
  const names = (kind: 'branch' | 'tag') =>
    heads
      .filter((head) => head.kind === kind)
      .map(({ name }) => name)
      .sort(compareNames);
  return [...new Set([...names('branch'), ...names('tag')])];
}
