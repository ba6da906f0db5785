import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppState } from '../../../shared/api/state.ts';
import type { KeptOrder } from '../../view/order/kept-order.ts';
import type { AppStore } from '../app-store.ts';

/** What a list shows, in order. It tells of a change only when somebody or something came, went or moved in it. */
export type ListStore<Listed> = StoreApi<readonly Listed[]>;

/** Keeps a list in step with a collection of the state. */
export function createListStore<Value, Listed>(
  app: AppStore,
  collection: (state: AppState) => Readonly<Record<string, Value>>,
  order: KeptOrder<Value, Listed>,
): ListStore<Listed> {
  const read = () => order.update(collection(app.getState().state));
  const store: ListStore<Listed> = createStore(read);
  app.subscribe(() => store.setState(read(), true));
  return store;
}
