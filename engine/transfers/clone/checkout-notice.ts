import { oneLine } from '../../../shared/domain/words/text.ts';
import type { GitFailedError } from '../../git/errors.ts';
import { failedFilter } from '../../git/failures.ts';

/** What is shown of each end of a name, or of what git says, in characters. */
const MAX_LENGTH = 150;

/** What a user does about a clone of which everything came, but not every file could be written. */
export function checkoutNotice(error: GitFailedError, directory: string): string {
  const { reason, advice } = explain(error);
  return `Everything is here, but not all files could be written: ${reason}. ${advice}, then run “git reset --hard” in ${directory}.`;
}

function explain(error: GitFailedError): { reason: string; advice: string } {
  const failed = failedFilter(error.stderr);
  if (failed === null) {
    return error.failure === 'filter-failed'
      ? { reason: 'a filter ended early', advice: 'See that the filters in your git settings work' }
      : { reason: shown(error.message), advice: 'Mend that' };
  }
  const reason = `the filter “${shown(failed.filter)}” failed for ${shown(failed.file)}`;
  if (failed.filter !== 'lfs') return { reason, advice: 'Set it up for this repository' };
  return { reason, advice: 'Install git-lfs, or see that its server can be reached' };
}

/** The end is what says why. */
function shown(text: string): string {
  const characters = [...oneLine(text, text.length).replace(/\.$/, '')];
  if (characters.length <= 2 * MAX_LENGTH) return characters.join('');
  return [...characters.slice(0, MAX_LENGTH), '…', ...characters.slice(-MAX_LENGTH)].join('');
}
