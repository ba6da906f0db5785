import { stat } from 'node:fs/promises';
import type { Repository } from '../git/open.ts';
import type { SwarmMembership } from './membership.ts';
import type { KnownProject } from './repository-records.ts';

/** Which project lies there now; null while there is no commit. */
export async function projectIn(
  { objectsDir }: Repository,
  own: SwarmMembership | null,
): Promise<KnownProject | null> {
  if (own === null) return null;
  const { ino, birthtimeMs } = await stat(objectsDir);
  return { roots: [...own.roots].sort(), place: `${ino}:${birthtimeMs}` };
}

/**
 * Whether another project has taken the place of the known one. A history that was rewritten from its
 * first commit on is still in the same folder; another clone of the same project has a root in common.
 */
export function isReplaced(known: KnownProject, now: KnownProject): boolean {
  return known.place !== now.place && !now.roots.some((root) => known.roots.includes(root));
}

export function isSameProject(known: KnownProject | undefined, now: KnownProject): boolean {
  return JSON.stringify(known) === JSON.stringify(now);
}
