import type { Link } from '../../gtp/link.ts';

/**
 * Which of two connections with the same peer is kept; both sides choose alike. What the same side has
 * dialled again counts: it has lost the other one, or found a better way. Else a direct one is better than
 * a way around, and of two of a kind the one counts whose dialler has the lower id.
 * @returns whether `link` takes the place of `current`
 */
function replaces(
  link: Pick<Link, 'initiator' | 'isDirect'>,
  current: Pick<Link, 'initiator' | 'isDirect'>,
): boolean {
  if (link.initiator === current.initiator) return true;
  if (link.isDirect !== current.isDirect) return link.isDirect;
  return link.initiator < current.initiator;
}

/** Ends the one of two connections that is not kept. @returns whether `link` takes the place of `current` */
export function takesPlace(link: Link, current: Link): boolean {
  const isKept = replaces(link, current);
  if (!isKept) link.retire();
  // The same side dialled again: it lost the connection that this side still believes in.
  else if (current.initiator === link.initiator) current[Symbol.dispose]();
  else current.retire();
  return isKept;
}
