import type { HeadPatterns } from '../../../shared/domain/git/head-patterns.ts';

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
