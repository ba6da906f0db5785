import type { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import type { Problem } from '../shared/api/state.ts';
import type { SeenChains } from './chain/seen-chains.ts';
import type { Peers } from './peers/peers.ts';
import { Pushes, type PushesParts } from './pushes/pushes.ts';
import { BringForward, type BringForwardParts } from './pushing/bring-forward.ts';
import { DepotChains } from './pushing/depot-chains.ts';
import { DepotWatch, type DepotWatchParts } from './pushing/depot-watch.ts';
import { heardOf, shownBy, toldOf, witnessesAmong } from './pushing/heard-statements.ts';
import { Pushing, type PushingParts } from './pushing/pushing.ts';
import { type PushRouteParts, PushRoutes } from './serving/push-routes.ts';

/** What takes others' pushes: nothing where this computer keeps no depot. */
export function makeTaking(parts: PushesParts & Omit<PushRouteParts, 'pushes'>) {
  const pushes = new Pushes(parts);
  return { pushes, routes: new PushRoutes({ ...parts, pushes }) };
}

/** What depots among these show of their chains. */
export function chainsAmong(
  self: PushingParts['identity']['id'],
  peers: Peers,
  seen: SeenChains,
  nameOf: PushingParts['nameOf'],
): DepotChains {
  return new DepotChains({
    ...{ self, seen, nameOf, isHere: (peer) => peers.linkTo(peer) !== null },
    heard: (depot, about) => heardOf(witnessesAmong(peers), depot, about),
    told: () => toldOf(witnessesAmong(peers)),
    shows: (peer) => shownBy(peers, peer),
  });
}

type PartsOfAll = PushingParts &
  Omit<BringForwardParts, 'self' | 'onProblem' | 'onFault'> &
  Omit<DepotWatchParts, 'onProblem'>;

interface MakePushingParts extends PartsOfAll {
  /** Hears of depots that do not tell the truth: to me, or to each other; null: all that are here do. */
  readonly onProblem: (key: 'depots' | 'own-depot', problem: Problem | null) => void;
  readonly logged: (error: unknown) => void;
}

/** What pushes to depots, looks whether they tell the truth, and brings this computer's own forward. */
export function makePushing(stack: AsyncDisposableStack, parts: MakePushingParts) {
  const { onProblem, logged, identity } = parts;
  const watch = stack.use(
    new DepotWatch({ ...parts, onProblem: (problem) => onProblem('depots', problem) }),
  );
  const forward = stack.use(
    new BringForward({
      ...{ ...parts, self: identity.id, onFault: logged },
      onProblem: (problem) => onProblem('own-depot', problem),
    }),
  );
  return {
    pushing: new Pushing(parts),
    /** Others came, or show something else. */
    lookAtDepots: () => {
      watch.look();
      forward.look();
    },
  };
}
