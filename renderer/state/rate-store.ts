import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Rate, ratesBetween } from '../view/history/rates.ts';
import type { AppStore } from './app-store.ts';

/** How fast bytes move with whom at this moment; empty while nothing does. */
export type RateStore = StoreApi<readonly Rate[]>;

/** What has not been told of for so many milliseconds does not move any more. */
const STILL = 3_000;

/** Compares what has moved since it was told of last. */
export function createRateStore(app: AppStore): RateStore {
  const store: RateStore = createStore(() => []);
  let before = { traffic: app.getState().state.traffic, at: performance.now() };
  let timer: ReturnType<typeof setTimeout> | undefined;
  app.subscribe(({ state: { traffic } }) => {
    if (traffic === before.traffic) return;
    const at = performance.now();
    // After a while of silence, it began only a moment ago.
    const seconds = Math.min(at - before.at, STILL) / 1_000;
    store.setState(ratesBetween(before.traffic, traffic, seconds), true);
    before = { traffic, at };
    clearTimeout(timer);
    timer = setTimeout(() => store.setState([], true), STILL);
  });
  return store;
}
