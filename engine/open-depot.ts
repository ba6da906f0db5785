import type { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import { Depot } from './depot/depot.ts';
import type { Throttle } from './gtp/throttle.ts';
import { rememberAliases } from './mirroring/remember-aliases.ts';
import { ServingDepot, type ServingDepotParts } from './mirroring/serving-depot.ts';
import type { Peers } from './peers/peers.ts';
import type { Aliases } from './remotes/aliases.ts';
import type { Repositories } from './repositories/repositories.ts';
import type { StartParams } from './start-params.ts';

/** What is kept for others, as it was; null where nothing is. @throws DepotFolderError, NoAccessError */
export async function openDepot(
  params: StartParams['depot'],
  repositories: Repositories,
  aliases: Aliases,
  stack: AsyncDisposableStack,
): Promise<Depot | null> {
  if (params === undefined) return null;
  const depot = stack.use(await Depot.open(params.directory, repositories));
  await rememberAliases(depot, aliases);
  return depot;
}

/** Puts a depot to work: it hears who comes, leaves and takes something, and others hear whose heads it keeps. */
export function serveDepot(
  depot: Depot | null,
  stack: AsyncDisposableStack,
  parts: Omit<ServingDepotParts, 'depot'> & { readonly uploads: Throttle; readonly peers: Peers },
): ServingDepot | null {
  if (depot === null) return null;
  const { uploads, peers, logged } = parts;
  const serving = stack.use(new ServingDepot({ ...parts, depot }));
  uploads.events.on('sent', (_, repository) => serving.given(repository));
  peers.events.on('changed', (peer) => serving.look(peer)).on('trust', () => serving.look());
  serving.events.on('newPerson', (peer) => void peers.meet(peer).catch(logged));
  return serving;
}
