import type { AppState } from '../../../shared/api/state.ts';
import { shortId } from '../../../shared/ids.ts';
import { t } from '../../texts/texts.ts';
import type { DepotOf } from './depots-of.ts';

/** What a depot is called among others: where it has a project several times, with whose this one is. */
export function depotName(
  { peer, owner }: DepotOf,
  depots: readonly DepotOf[],
  { peers, self }: Pick<AppState, 'peers' | 'self'>,
): string {
  const isOnly = depots.filter((each) => each.peer.id === peer.id).length === 1;
  if (isOnly) return peer.name;
  if (owner === null) return t.depots.copyOfNobody(peer.name);
  if (owner === self?.id) return t.depots.copyOfMine(peer.name);
  return t.depots.copyOf(peer.name, peers[owner]?.name ?? shortId(owner));
}
