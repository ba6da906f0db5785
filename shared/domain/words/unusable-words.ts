import type { RepositoryStatus } from '../../api/state.ts';
import { t } from '../../texts/texts.ts';
import type { Visibility } from '../visibility.ts';

type Unusable = Extract<RepositoryStatus, { state: 'unusable' }>;

/** What its owner is told of a repository that cannot be used, and what that means for others. */
export function unusableWords({ to }: Visibility, { sentence }: Unusable): string {
  if (to === 'nobody') return sentence;
  return t.changes.sharedWithNobodyNow(sentence);
}
