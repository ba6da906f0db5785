import type { Presence } from '../../../shared/api/state.ts';
import type { Link } from '../../gtp/link.ts';

/** How a peer is there while it is connected. @param address where it can be dialled; null if that is not known */
export function connectedOver(
  { way, address: place }: Pick<Link, 'way' | 'address'>,
  address: string | null,
  roundTripMs: number | null,
): Presence {
  const connected = { state: 'connected', address, roundTripMs } as const;
  if (way === 'relayed') return { ...connected, relay: place };
  return way === 'punched' ? { ...connected, isPunched: true } : connected;
}
