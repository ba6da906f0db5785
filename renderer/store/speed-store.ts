import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TransferId } from '../../shared/ids.ts';
import { type Sample, sampleOf, withSample } from '../view/speed.ts';
import { runningTransfers } from '../view/transfers.ts';
import type { AppStore } from './app-store.ts';

/** How far each running transfer was, moment by moment. */
export type SpeedStore = StoreApi<Readonly<Record<TransferId, readonly Sample[]>>>;

const EVERY = 500;

/** Measures while something runs, and nothing otherwise. */
export function createSpeedStore(app: AppStore): SpeedStore {
  const store: SpeedStore = createStore(() => ({}));
  let timer: ReturnType<typeof setInterval> | null = null;
  const measure = () => {
    const running = runningTransfers(app.getState().state.transfers);
    if (running.length === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
    const now = Date.now();
    const next = running.map(({ id, progress }) => [
      id,
      withSample(store.getState()[id] ?? [], sampleOf(progress, now)),
    ]);
    store.setState(Object.fromEntries(next), true);
  };
  const startWhenRunning = () => {
    if (timer !== null || runningTransfers(app.getState().state.transfers).length === 0) return;
    timer = setInterval(measure, EVERY);
    measure();
  };
  app.subscribe(startWhenRunning);
  startWhenRunning();
  return store;
}
