import picomatch from 'picomatch';
import { countKinds, type HeadMatches } from '../words/head-count.ts';
import type { HeadPatterns } from './head-patterns.ts';
import { shortRefName } from './ref-name.ts';

/** Tells which heads are among the chosen ones. `feature/*` matches one level, `feature/**` all below. */
export function headChooser({ only, except }: HeadPatterns): (ref: string) => boolean {
  const [isWanted, isExcepted] = [matcher(only), matcher(except)];
  return (ref) => {
    const name = shortRefName(ref);
    return (only.length === 0 || isWanted(name)) && !isExcepted(name);
  };
}

/** How many of these heads the patterns choose. */
export function matchHeads(
  heads: readonly { readonly ref: string }[],
  patterns: HeadPatterns,
): HeadMatches {
  const isChosen = headChooser(patterns);
  return { chosen: countKinds(heads.filter(({ ref }) => isChosen(ref))), all: countKinds(heads) };
}

function matcher(patterns: readonly string[]): (name: string) => boolean {
  const matchers = patterns.map((pattern) => picomatch(pattern, { dot: true, windows: false }));
  return (name) => matchers.some((matches) => matches(name));
}
