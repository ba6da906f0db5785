import { useEffect, useState } from 'react';
import type { LocalRepository } from '../../../shared/api/state.ts';
import type { HeadPatterns } from '../../../shared/domain/git/head-patterns.ts';
import { type HeadCount, headCountWords } from '../../../shared/domain/words/head-count.ts';
import { useActions } from '../../state/shoal.ts';
import styles from './matching-heads.module.css';

interface Props {
  readonly repository: LocalRepository;
  readonly patterns: HeadPatterns;
}

/** How many branches and tags the patterns choose, as they are typed. */
export function MatchingHeads({ repository: { id, status }, patterns }: Props) {
  const actions = useActions();
  const [counted, setCounted] = useState<{ chosen: HeadCount; all: HeadCount } | null>(null);
  const key = JSON.stringify(patterns);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for other patterns, and as heads come and go.
  useEffect(() => {
    let isStale = false;
    actions.run('repositories.countHeads', { repository: id, ...patterns }).then(
      (found) => !isStale && setCounted(found),
      // Patterns that cannot be used are told when they are to be used.
      () => !isStale && setCounted(null),
    );
    return () => {
      isStale = true;
    };
  }, [actions, id, key, status]);
  if (counted === null) return null;
  const { chosen, all } = counted;
  const isNothing = chosen.heads + chosen.tags === 0;
  const isAll = chosen.heads === all.heads && chosen.tags === all.tags;
  return (
    <p className={styles.matching} data-nothing={isNothing || undefined} role="status">
      {isNothing
        ? `None of ${headCountWords(all)} matches: nothing would be shared.`
        : isAll
          ? `All ${headCountWords(all)}`
          : `${headCountWords(chosen)} of ${headCountWords(all)}`}
    </p>
  );
}
