import type { PeerId } from '../../ids.ts';
import { isSharedRefName } from './ref-name.ts';

/** Where everybody with a role has branches of their own. */
const PEOPLE = 'refs/heads/people/';

/** A branch or tag by its full name, or `refs/heads/…*` and `refs/tags/…*`: all that begin with what stands before. */
export function isRefPattern(pattern: string): boolean {
  if (!pattern.endsWith('*')) return isSharedRefName(pattern);
  // Whatever could follow, as one letter, has to make it a name.
  return isSharedRefName(`${pattern.slice(0, -1)}a`);
}

/** `*` stands for one character or more, slashes too. */
export function matchesRef(pattern: string, ref: string): boolean {
  if (!pattern.endsWith('*')) return pattern === ref;
  const beginning = pattern.slice(0, -1);
  return ref.startsWith(beginning) && ref.length > beginning.length;
}

/** The branches of one peer's own. */
export function ownBranches(peer: PeerId): string {
  return `${PEOPLE}${peer}/*`;
}

/** Whether it is among the branches that belong to people, be it this one's or another's. */
export function isSomebodysBranch(ref: string): boolean {
  return ref.startsWith(PEOPLE);
}
