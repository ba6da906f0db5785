import type { HeadPatterns } from '../../../shared/domain/git/head-patterns.ts';
import {
  type HeadCount,
  type HeadMatches,
  headCountWords,
} from '../../../shared/domain/words/head-count.ts';
import { t } from '../../texts/texts.ts';

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
  const words = t.common.patterns;
  if (isNothing(chosen)) return words.noneMatch(headCountWords(all));
  if (chosen.heads === all.heads && chosen.tags === all.tags) {
    return words.allMatch(headCountWords(all), all.heads + all.tags === 1);
  }
  return words.someMatch(
    all.heads > 0 ? words.some(chosen.heads, t.counts.heads(all.heads)) : null,
    all.tags > 0 ? words.some(chosen.tags, t.counts.tags(all.tags)) : null,
  );
}
