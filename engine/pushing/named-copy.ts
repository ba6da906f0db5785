import type { ParsedParams } from '../../shared/api/contract.ts';
import type { DepotPushCommands } from '../../shared/api/depot-push-contract.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import {
  NoDepotError,
  NotADepotError,
  SeveralCopiesError,
  SeveralDepotsError,
} from '../errors/pushing.ts';
import { UnknownSwarmError } from '../errors/transfers.ts';
import type { DepotChains } from './depot-chains.ts';

/** What says which copy of which depot is meant. */
export type Named = Pick<ParsedParams<DepotPushCommands, 'depot.refs'>, 'swarm' | 'peer' | 'copy'>;

interface Parts {
  readonly sources: Sources;
  readonly chains: DepotChains;
  readonly nameOf: (peer: PeerId) => string;
}

/**
 * The one copy of a depot that is meant. Where it may be several, none of them is: what is accepted of one, or
 * pushed to it, is not the other's.
 * @param isToAccept the user takes what it shows as it is: also one that shows nothing may be meant beside others
 * @throws UnknownSwarmError, NoDepotError, NotADepotError, SeveralDepotsError, SeveralCopiesError
 */
export function namedCopy(parts: Parts, { swarm, peer, copy }: Named, isToAccept = false) {
  const { sources, chains } = parts;
  const copies = sources.copiesOfSwarm(swarm);
  const [first] = copies;
  if (first === undefined) throw new UnknownSwarmError();
  // One that shows no chain any more is not taken for nobody's: whoever asks it, is told.
  const named = chains
    .ofDepots(copies)
    .filter((each) => peer === undefined || each.peer.id === peer)
    .filter((each) => copy === undefined || each.shared.id === copy);
  const taking = named.filter(({ shared }) => shared.pushes !== undefined);
  const meant = taking.length > 0 && !isToAccept ? taking : named;
  const [one, ...more] = meant;
  if (one === undefined) {
    if (peer === undefined) throw new NoDepotError(first.shared.name);
    throw new NotADepotError(sources.nameOf(peer));
  }
  if (more.length === 0) return one;
  const depots = new Map(meant.map((each) => [each.peer.id, each.peer.name]));
  if (depots.size > 1) throw new SeveralDepotsError([...depots.values()]);
  throw new SeveralCopiesError(one.peer.name, labelsOf(meant, parts));
}

/** As in `Anna (abcdefghijklmnop)`: by whose project it is there, or what it is called. */
function labelsOf(copies: readonly RemoteCopy[], { nameOf }: Parts): string[] {
  return copies
    .map(({ shared: { id, name, pushes } }) => ({ id, name: pushes ? nameOf(pushes.owner) : name }))
    .sort((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1))
    .map(({ id, name }) => `${name} (${id})`);
}
