import type { Oid } from '../../shared/ids.ts';
import { isGitFailure } from '../git/errors.ts';
import { checkConnected } from '../git/rev-list.ts';
import type { Quarantine } from './quarantine.ts';

/** Of a history in which so many bytes are new, a walk takes a moment. */
const LITTLE = 256 * 1024;

/** Whether everything that the wants reach is here. */
export async function isComplete(
  quarantine: Quarantine,
  wants: readonly Oid[],
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const isLittle = (await quarantine.bytes()) < LITTLE;
    await checkConnected(quarantine.place, { from: wants }, signal, { isLittle });
    return true;
  } catch (error) {
    if (isGitFailure(error, 'bad-data')) return false;
    throw error;
  }
}
