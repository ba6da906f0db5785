import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppState, Transfer } from '../../shared/api/state.ts';
import type { TransferId } from '../../shared/ids.ts';
import { type Sample, sampleOf, withSample } from '../view/transfers/speed.ts';
import type { AppStore } from './app-store.ts';

/** How far each transfer that receives was, moment by moment. */
export type SpeedStore = StoreApi<Readonly<Record<TransferId, readonly Sample[]>>>;

const EVERY = 500;

/** Measures while something comes, and nothing otherwise; what was halted starts anew. */
export function createSpeedStore(app: AppStore): SpeedStore {
  const store: SpeedStore = createStore(() => ({}));
  let timer: ReturnType<typeof setInterval> | null = null;
  const measure = () => {
    const coming = receiving(app.getState().state.transfers);
    if (coming.length === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
    const now = performance.now();
    const next = coming.map(({ id, progress }) => [
      id,
      withSample(store.getState()[id] ?? [], sampleOf(progress, now)),
    ]);
    store.setState(Object.fromEntries(next), true);
  };
  const startWhenReceiving = () => {
    if (timer !== null || receiving(app.getState().state.transfers).length === 0) return;
    timer = setInterval(measure, EVERY);
    measure();
  };
  app.subscribe(startWhenReceiving);
  startWhenReceiving();
  return store;
}

function receiving(transfers: AppState['transfers']): Transfer[] {
  return Object.values(transfers).filter(({ phase }) => phase.state === 'receiving');
}
