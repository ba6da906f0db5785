import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { AppState } from '../../shared/api/state.ts';
import type { Swarm } from '../../shared/api/swarm-state.ts';
import type { TransferId } from '../../shared/ids.ts';
import type { Rate } from '../view/history/rates.ts';
import type { ListedProject } from '../view/order/nearby-list.ts';
import type { ListedPerson } from '../view/order/people-list.ts';
import type { Sample } from '../view/transfers/speed.ts';
import type { Actions } from './actions.ts';
import type { AppModel, AppStore } from './app-store.ts';
import type { Contents } from './contents.ts';
import type { Depots } from './depots.ts';
import type { Heads } from './heads.ts';
import type { HueStore } from './hue-store.ts';
import type { ListStore } from './lists/list-store.ts';
import type { NoticeQueue } from './notices.ts';
import type { RateStore } from './rate-store.ts';
import type { SpeedStore } from './speed-store.ts';
import type { UiModel, UiStore } from './ui-store.ts';

/** What is nearby, and who, in the order of the lists. */
interface Lists {
  readonly projects: ListStore<ListedProject>;
  readonly people: ListStore<ListedPerson>;
  /** By id. */
  readonly openable: ListStore<Swarm>;
}

/** All that a view needs: what to show, where the user is, and what can be done. */
export interface Shoal {
  readonly app: AppStore;
  readonly ui: UiStore;
  readonly speeds: SpeedStore;
  readonly rates: RateStore;
  readonly hues: HueStore;
  readonly lists: Lists;
  readonly notices: NoticeQueue;
  readonly actions: Actions;
  readonly heads: Heads;
  readonly contents: Contents;
  readonly depots: Depots;
  /** Tells where a dropped file is; null where the page cannot know. */
  readonly pathOf: ((file: File) => string) | null;
}

export const ShoalContext = createContext<Shoal | null>(null);

export function useShoal(): Shoal {
  const shoal = useContext(ShoalContext);
  if (shoal === null) throw new Error('a view is outside of <ShoalContext>');
  return shoal;
}

export function useActions(): Actions {
  return useShoal().actions;
}

export function useApp<T>(select: (model: AppModel) => T): T {
  return useStore(useShoal().app, select);
}

/** A part of the engine's state; a selection that makes a new array or object is compared shallowly. */
export function useAppState<T>(select: (state: AppState) => T): T {
  return useStore(
    useShoal().app,
    useShallow((model: AppModel) => select(model.state)),
  );
}

export function useUi<T>(select: (model: UiModel) => T): T {
  return useStore(useShoal().ui, select);
}

/** The projects nearby, as they are listed. */
export function useProjects(): readonly ListedProject[] {
  return useStore(useShoal().lists.projects);
}

/** Everybody who is known, as they are listed. */
export function usePeople(): readonly ListedPerson[] {
  return useStore(useShoal().lists.people);
}

/** The projects that may be open in a room. */
export function useOpenable(): readonly Swarm[] {
  return useStore(useShoal().lists.openable);
}

/** How fast bytes move with whom at this moment. */
export function useRates(): readonly Rate[] {
  return useStore(useShoal().rates);
}

const NO_SAMPLES: readonly Sample[] = [];

export function useSamples(transfer: TransferId): readonly Sample[] {
  return useStore(useShoal().speeds, (samples) => samples[transfer] ?? NO_SAMPLES);
}
