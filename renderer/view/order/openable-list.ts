import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { KeptOrder } from './kept-order.ts';

/** The few projects that may be open in a room: those that I have a copy of, and those open at others. */
export function openableOrder(): KeptOrder<Swarm, Swarm> {
  return new KeptOrder<Swarm, Swarm>({
    list: (swarm) => (mayBeOpen(swarm) ? swarm : null),
    compare: (a, b) => (a.id < b.id ? -1 : 1),
  });
}

function mayBeOpen({ local, alternatives }: Swarm): boolean {
  return local.length > 0 || alternatives.some(({ room }) => room !== undefined);
}
