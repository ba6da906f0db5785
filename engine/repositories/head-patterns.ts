import picomatch from 'picomatch';
import type { HeadPatterns } from '../../shared/domain/git/head-patterns.ts';
import { shortRefName } from '../../shared/domain/git/ref-name.ts';

/** Whether a head is among the chosen ones. `feature/*` matches one level, `feature/**` all below. */
export function isHeadChosen(ref: string, { only, except }: HeadPatterns): boolean {
  const name = shortRefName(ref);
  const matches = (pattern: string) => picomatch.isMatch(name, pattern, { dot: true });
  return (only.length === 0 || only.some(matches)) && !except.some(matches);
}
