import type { PeerId, RepositoryId } from '../ids.ts';
import type { HeadPatterns } from './git/head-patterns.ts';

/** Whose heads are fetched by themselves, into which of my repositories. */
export interface FollowRule extends HeadPatterns {
  readonly peer: PeerId;
  /** Null for all that this peer and I share a project in. */
  readonly repository: RepositoryId | null;
  /** My branches that move along, by their short names; only where one repository is named. */
  readonly fastForward: readonly string[];
  /** What comes of it is not announced. */
  readonly isMuted: boolean;
}

/** Every head, nothing that moves along, and announced. */
export const PLAIN_FOLLOW = {
  only: [],
  except: [],
  fastForward: [],
  isMuted: false,
} as const satisfies Omit<FollowRule, 'peer' | 'repository'>;

/** Names a rule: there is one for each peer and place. */
export function followKey({ peer, repository }: Pick<FollowRule, 'peer' | 'repository'>): string {
  return `${peer}/${repository ?? 'everywhere'}`;
}

/** The rule that holds for a peer in a repository: its own before the one for everywhere. */
export function ruleFor(
  rules: Iterable<FollowRule>,
  peer: PeerId,
  repository: RepositoryId,
): FollowRule | null {
  let everywhere: FollowRule | null = null;
  for (const rule of rules) {
    if (rule.peer !== peer) continue;
    if (rule.repository === repository) return rule;
    if (rule.repository === null) everywhere = rule;
  }
  return everywhere;
}
