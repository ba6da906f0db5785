import type { HeadPatterns } from '../../../shared/domain/git/head-patterns.ts';
import {
  type HeadCount,
  type HeadMatches,
  headCountWords,
} from '../../../shared/domain/words/head-count.ts';
import { count } from '../../../shared/domain/words/quantity.ts';

/** Patterns on short names, as they are typed into two fields. */
export interface PatternTexts {
  readonly only: string;
  readonly except: string;
}

/** Names or patterns as they are typed, separated by commas or white space. */
export function parsePatterns(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(Boolean))];
}

export function patternTexts({ only, except }: HeadPatterns): PatternTexts {
  return { only: only.join(', '), except: except.join(', ') };
}

export function patternsOf({ only, except }: PatternTexts): HeadPatterns {
  return { only: parsePatterns(only), except: parsePatterns(except) };
}

export function samePatterns(a: HeadPatterns, b: HeadPatterns): boolean {
  return a.only.join() === b.only.join() && a.except.join() === b.except.join();
}

export function isNothing({ heads, tags }: HeadCount): boolean {
  return heads + tags === 0;
}

/** `3 of 4 heads and none of 12 tags match`. */
export function matchWords({ chosen, all }: HeadMatches): string {
  if (isNothing(chosen)) return `None of ${headCountWords(all)} matches.`;
  if (chosen.heads === all.heads && chosen.tags === all.tags) {
    const verb = all.heads + all.tags === 1 ? 'matches' : 'match';
    return `All of ${headCountWords(all)} ${verb}.`;
  }
  const parts = [
    ...(all.heads > 0 ? [`${chosen.heads || 'none'} of ${count(all.heads, 'head')}`] : []),
    ...(all.tags > 0 ? [`${chosen.tags || 'none'} of ${count(all.tags, 'tag')}`] : []),
  ];
  const words = parts.join(' and ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} match.`;
}
