import { t } from '../../texts/all-texts.ts';
import { listed } from '../words/listed.ts';

const MOST_NAMES = 3;

/** `Anna`, `Anna and Bob`, `Anna, Bob, Cleo and 4 others`. */
export function someNames(names: readonly string[]): string {
  const left = names.length - MOST_NAMES;
  // One more name is no longer than “1 other”.
  if (left <= 1) return listed(names);
  return listed([...names.slice(0, MOST_NAMES), t.counts.others(left)]);
}
