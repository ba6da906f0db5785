import { createStore } from 'zustand/vanilla';
import type { AppState } from '../../shared/api/state.ts';
import type { Theme } from '../../shared/settings/settings.ts';
import type { Language } from '../../shared/texts/language.ts';
import { createShoal } from '../app/create-shoal.ts';
import { notify } from '../state/notices.ts';
import type { Shoal } from '../state/shoal.ts';
import { FakeHost } from './fake-host.ts';
import { samplesOf } from './fixtures/transfers.ts';
import type { GalleryState } from './states/picture.ts';

const HOUR = 3_600_000;

/** How a picture is looked at: the settings of that name. */
export interface Asked {
  readonly theme: Theme;
  readonly language: Language;
}

/** A picture is looked at in any theme and language: they are the ones that are set. */
function asAsked(state: AppState, asked: Asked): AppState {
  const { settings } = state;
  return { ...state, settings: { ...settings, values: { ...settings.values, ...asked } } };
}

/** The stores of a window that shows this picture, and the host that it asks. */
export function shoalOf(picture: GalleryState, asked: Asked): { host: FakeHost; shoal: Shoal } {
  const host = new FakeHost(picture.answers);
  const coming = Object.values(picture.state.transfers).filter(
    ({ phase }) => phase.state === 'receiving',
  );
  const samples = Object.fromEntries(
    coming.map((item) => [item.id, samplesOf(item, picture.speed)]),
  );
  const shoal = createShoal(() => host, {
    speeds: () => createStore(() => samples),
    ...(picture.rates && { rates: () => createStore(() => picture.rates ?? []) }),
    ui: picture.ui,
    pathOf: picture.canDrop ? ({ name }) => `/home/mackerel/${name}` : undefined,
  });
  shoal.app.setState({
    connection: picture.connection ?? 'connected',
    state: asAsked(picture.state, asked),
    // "Looking around" is over a few seconds after the host answered; it must stay for its picture.
    since: performance.now() + (picture.since === 0 ? HOUR : -HOUR),
    abilities: {
      pickFolder: false,
      openFolder: false,
      cloneDirectory: '/home/mackerel/Shoal',
      openers: [],
      platform: 'linux',
      ...picture.abilities,
    },
  });
  for (const sentence of picture.notices ?? []) notify(shoal.notices, sentence);
  return { host, shoal };
}
