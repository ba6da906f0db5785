import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HostAbilities } from '../../shared/api/host-contract.ts';
import { type AppState, EMPTY_STATE } from '../../shared/api/state.ts';
import { applyChanges, type StateChange } from '../../shared/api/state-change.ts';
import { share } from '../view/order/share.ts';

/** `connecting` until the first state is here; `lost` while a connection that was there is not. */
export type ConnectionStatus = 'connecting' | 'connected' | 'lost';

/** What the host tells: the engine's state, what the host can do, and whether it still answers. */
export interface AppModel {
  readonly connection: ConnectionStatus;
  readonly state: AppState;
  readonly abilities: HostAbilities;
  /** When the first state arrived, as `performance.now` tells it; null before. */
  readonly since: number | null;
}

export type AppStore = StoreApi<AppModel>;

const NO_ABILITIES: HostAbilities = {
  pickFolder: false,
  openFolder: false,
  cloneDirectory: '',
  openers: [],
  platform: '',
};

export function createAppStore(): AppStore {
  return createStore<AppModel>(() => ({
    connection: 'connecting',
    state: EMPTY_STATE,
    abilities: NO_ABILITIES,
    since: null,
  }));
}

/** A (re)connected host's whole state. */
export function replaceState(
  store: AppStore,
  { state, abilities }: { state: AppState; abilities: HostAbilities },
): void {
  store.setState(({ since }) => ({
    connection: 'connected',
    state,
    abilities,
    since: since ?? performance.now(),
  }));
}

/** What is as it was within an entry that came anew stays the same object: views go by that. */
export function changeState(store: AppStore, changes: readonly StateChange[]): void {
  store.setState(({ state }) => ({ state: applyChanges(state, changes, share) }));
}

/** The last known state stays on screen while the host is away. */
export function connectionLost(store: AppStore): void {
  store.setState(({ since }) => ({ connection: since === null ? 'connecting' : 'lost' }));
}
