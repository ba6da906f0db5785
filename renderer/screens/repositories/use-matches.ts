import { useEffect, useState } from 'react';
import type { LocalRepository } from '../../../shared/api/state.ts';
import type { HeadPatterns } from '../../../shared/domain/git/head-patterns.ts';
import type { HeadMatches } from '../../../shared/domain/words/head-count.ts';
import { useActions } from '../../state/shoal.ts';

/** How many heads of a repository the patterns choose; null until that is known, and where it cannot be. */
export function useMatches(
  { id, status }: LocalRepository,
  patterns: HeadPatterns,
): HeadMatches | null {
  const actions = useActions();
  const [matches, setMatches] = useState<HeadMatches | null>(null);
  const key = JSON.stringify(patterns);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is what is asked for, and heads come and go.
  useEffect(() => {
    let isStale = false;
    actions.run('repositories.countHeads', { repository: id, ...patterns }).then(
      (found) => !isStale && setMatches(found),
      // Patterns that cannot be used are told when they are to be used.
      () => !isStale && setMatches(null),
    );
    return () => {
      isStale = true;
    };
  }, [actions, id, key, status]);
  return matches;
}
