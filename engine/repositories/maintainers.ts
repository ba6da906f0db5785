import { type PeerId, peerIdSchema } from '../../shared/ids.ts';
import { readConfig } from '../git/config.ts';
import type { Repository } from '../git/open.ts';

/** The peers whose heads count as the project's own: `git config --add shoal.maintainer <peer id>`. */
export async function readMaintainers(
  repository: Repository,
  signal?: AbortSignal,
): Promise<PeerId[]> {
  const entries = await readConfig(repository, '^shoal\\.maintainer$', signal);
  return entries.flatMap(({ value }) => {
    const id = peerIdSchema.safeParse(value.trim().toLowerCase());
    return id.success ? [id.data] : [];
  });
}
