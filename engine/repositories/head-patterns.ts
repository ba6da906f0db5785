import { headChooser } from '../../shared/domain/git/chosen-heads.ts';
import type { HeadPatterns } from '../../shared/domain/git/head-patterns.ts';

/** Whether a head is among the chosen ones; of many heads, ask a `headChooser`. */
export function isHeadChosen(ref: string, patterns: HeadPatterns): boolean {
  return headChooser(patterns)(ref);
}
