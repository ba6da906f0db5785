import type { Role } from '../../gtp/push.ts';
import type { PeerId } from '../../ids.ts';
import { isSomebodysBranch, matchesRef, ownBranches } from './ref-pattern.ts';

/** Whether this role lets a peer move a ref. @param rewinds also where something is lost by it */
export function reaches(role: Role, ref: string, peer: PeerId, rewinds = false): boolean {
  if (role.role === 'owner' || matchesRef(ownBranches(peer), ref)) return true;
  if (role.role === 'contributor' || isSomebodysBranch(ref)) return false;
  return role.patterns.some((each) => matchesRef(each.refs, ref) && (!rewinds || each.rewinds));
}
