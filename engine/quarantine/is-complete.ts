import type { Oid } from '../../shared/ids.ts';
import { isGitFailure } from '../git/errors.ts';
import { checkConnected } from '../git/rev-list.ts';
import type { Quarantine } from './quarantine.ts';

/** Whether everything that the wants reach is here. */
export async function isComplete(
  quarantine: Quarantine,
  wants: readonly Oid[],
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await checkConnected(quarantine.place, wants, signal);
    return true;
  } catch (error) {
    if (isGitFailure(error, 'bad-data')) return false;
    throw error;
  }
}
