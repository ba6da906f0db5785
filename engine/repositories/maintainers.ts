import { type PeerId, peerIdSchema } from '../../shared/ids.ts';
import type { ConfigEntry } from '../git/config.ts';

/** Which settings tell of them, as a part of a regular expression. */
export const MAINTAINER_KEYS = 'shoal\\.maintainer';

/**
 * The peers whose heads count as the project's own: `git config --add shoal.maintainer <peer id>`.
 * @param settings others may be among them
 */
export function maintainersIn(settings: readonly ConfigEntry[]): PeerId[] {
  return settings.flatMap(({ key, value }) => {
    if (key !== 'shoal.maintainer') return [];
    const id = peerIdSchema.safeParse(value.trim().toLowerCase());
    return id.success ? [id.data] : [];
  });
}
