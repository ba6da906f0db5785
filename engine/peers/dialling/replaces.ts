import type { Link } from '../../gtp/link.ts';

/**
 * Which of two connections with the same peer is kept; both sides choose alike. What the same side has
 * dialled again counts: it has lost the other one, or found a better way. Else a direct one is better than
 * one over a relay, and of two of a kind the one counts whose dialler has the lower id.
 * @returns whether `link` takes the place of `current`
 */
export function replaces(
  link: Pick<Link, 'initiator' | 'isRelayed'>,
  current: Pick<Link, 'initiator' | 'isRelayed'>,
): boolean {
  if (link.initiator === current.initiator) return true;
  if (link.isRelayed !== current.isRelayed) return current.isRelayed;
  return link.initiator < current.initiator;
}
