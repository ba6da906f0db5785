import type { Peer } from '../../../shared/api/state.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { compareNames } from '../people/compare-names.ts';
import { hasLeft } from '../people/peers.ts';
import { KeptOrder } from './kept-order.ts';

/** What the list of people follows from: a round trip does not change it. */
export interface ListedPerson {
  readonly id: PeerId;
  readonly name: string;
  readonly hasLeft: boolean;
}

/** Those who are here first, each group by name, so that nobody jumps about. */
export function peopleOrder(): KeptOrder<Peer, ListedPerson> {
  return new KeptOrder<Peer, ListedPerson>({
    list(peer, known) {
      const { id, name } = peer;
      const isAway = hasLeft(peer);
      return known?.name === name && known.hasLeft === isAway
        ? known
        : { id, name, hasLeft: isAway };
    },
    compare: (a, b) =>
      Number(a.hasLeft) - Number(b.hasLeft) ||
      compareNames(a.name, b.name) ||
      (a.id < b.id ? -1 : 1),
  });
}
