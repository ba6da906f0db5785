import type { HeadMatches } from '../../shared/domain/words/head-count.ts';
import { isNothing, matchWords } from '../view/projects/patterns.ts';
import styles from './matching-heads.module.css';

/** How many branches and tags patterns choose, while they are typed. */
export function MatchingHeads({ matches }: { matches: HeadMatches }) {
  if (isNothing(matches.all)) return null;
  return (
    <p
      className={styles.matching}
      data-nothing={isNothing(matches.chosen) || undefined}
      role="status"
    >
      {matchWords(matches)}
    </p>
  );
}
