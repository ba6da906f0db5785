import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppState } from '../../shared/api/state.ts';
import type { PeerId } from '../../shared/ids.ts';
import { assignHues, type Coloured } from '../view/people/hue.ts';
import { hasLeft } from '../view/people/peers.ts';
import type { AppStore } from './app-store.ts';

/** The hue of everybody who is known, in degrees. */
export type HueStore = StoreApi<ReadonlyMap<PeerId, number>>;

/** Gives hues as people come and go. */
export function createHueStore(app: AppStore): HueStore {
  const store: HueStore = createStore(() => new Map());
  let known = '';
  const assign = ({ state }: { state: AppState }) => {
    const people = peopleOf(state);
    // Peers change with every round trip; who is here does not.
    const key = people.map(({ id, isHere }) => `${id}${isHere}`).join();
    if (key === known) return;
    known = key;
    store.setState(assignHues(people, store.getState()), true);
  };
  app.subscribe(assign);
  assign(app.getState());
  return store;
}

function peopleOf({ self, peers }: AppState): Coloured[] {
  const others = Object.values(peers).map((peer) => ({
    id: peer.id,
    metAt: peer.metAt,
    isHere: !hasLeft(peer),
  }));
  return self === null ? others : [{ id: self.id, metAt: 0, isHere: true }, ...others];
}
