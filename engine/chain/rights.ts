import { reaches } from '../../shared/domain/git/reaches.ts';
import type { PushedChange, Role } from '../../shared/gtp/push.ts';
import {
  type Blamed,
  ExpiredRoleError,
  GrantNotAllowedError,
  NoRoleError,
  OutsidePatternError,
  RevokedRoleError,
  RewindNotAllowedError,
} from '../errors/chain.ts';

/** What somebody was given. */
export interface Holding {
  readonly role: Role;
  /** Seconds since the epoch; null: until it is revoked. */
  readonly expires: number | null;
  readonly isRevoked: boolean;
}

/** @param time seconds since the epoch */
export function isInForce(holding: Holding | undefined, time: number): holding is Holding {
  if (holding === undefined || holding.isRevoked) return false;
  return holding.expires === null || time <= holding.expires;
}

/**
 * The role of whoever made an entry.
 * @throws NoRoleError, RevokedRoleError, ExpiredRoleError
 */
export function roleAt(holding: Holding | undefined, time: number, blamed: Blamed): Role {
  if (holding === undefined) throw new NoRoleError(blamed);
  if (holding.isRevoked) throw new RevokedRoleError(blamed);
  if (!isInForce(holding, time)) throw new ExpiredRoleError(blamed);
  return holding.role;
}

/** @throws OutsidePatternError, RewindNotAllowedError */
export function checkChange(role: Role, change: PushedChange, blamed: Blamed): void {
  const { ref } = change;
  if (!reaches(role, ref, blamed.peer)) throw new OutsidePatternError(blamed, ref);
  if (takesAway(change) && !reaches(role, ref, blamed.peer, true)) {
    throw new RewindNotAllowedError(blamed, ref);
  }
  // A tag stays where it is (git-push(1)), unless its mover knows what is lost.
  const movesTag = ref.startsWith('refs/tags/') && change.old !== null && change.new !== null;
  if (movesTag && change.forced !== true) throw new RewindNotAllowedError(blamed, ref);
}

function takesAway({ old, new: value, forced }: PushedChange): boolean {
  return old !== null && (value === null || forced === true);
}

/**
 * A maintainer lets others contribute, which gives them nothing but branches of their own.
 * @param before what the other one has at this moment
 * @throws GrantNotAllowedError
 */
export function checkGrant(giver: Role, given: Role, before: Role | null, blamed: Blamed): void {
  if (giver.role === 'owner') return;
  const isContributor = given.role === 'contributor' && before === null;
  if (giver.role !== 'maintainer' || !isContributor) throw new GrantNotAllowedError(blamed);
}

/**
 * A maintainer takes every role but an owner's: that an owner can put right, while a stolen key could go on. And
 * everybody lays down what is theirs.
 * @throws GrantNotAllowedError
 */
export function checkRevocation(taker: Role, taken: Role, isSelf: boolean, blamed: Blamed): void {
  if (isSelf || taker.role === 'owner') return;
  if (taker.role !== 'maintainer' || taken.role === 'owner') throw new GrantNotAllowedError(blamed);
}
