import type { Depot } from '../depot/depot.ts';
import type { Aliases } from '../remotes/aliases.ts';

/** Under which names people's heads are kept stands with each project, which may come from another computer. */
export async function rememberAliases({ all }: Depot, aliases: Aliases): Promise<void> {
  for (const { record } of all) {
    for (const { peer, alias } of record.people) await aliases.remember(record.id, peer, alias);
  }
}
