import '../base.css';
import { createRoot } from 'react-dom/client';
import { createStore } from 'zustand/vanilla';
import type { AppState } from '../../shared/api/state.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import { LANGUAGES } from '../../shared/texts/language.ts';
import { App } from '../app/app.tsx';
import { createShoal } from '../app/create-shoal.ts';
import { changeState } from '../state/app-store.ts';
import { applyLanguage, keepLanguage } from '../state/language.ts';
import { notify } from '../state/notices.ts';
import { applyTheme, THEMES } from '../state/theme.ts';
import { Contents } from './contents.tsx';
import { type Call, FakeHost } from './fake-host.ts';
import { samplesOf } from './fixtures/transfers.ts';
import type { GalleryState } from './states/picture.ts';
import { STATES } from './states.ts';

declare global {
  interface Window {
    /** For tests: what was asked of the host, and a way to let the state change. */
    gallery?: {
      calls: readonly Call[];
      state(): AppState;
      change(changes: readonly StateChange[]): void;
    };
  }
}

const HOUR = 3_600_000;
const query = new URLSearchParams(location.search);
const theme = THEMES.find((known) => known === query.get('theme')) ?? 'system';
applyTheme(theme);
const language = LANGUAGES.find((known) => known === query.get('language')) ?? 'en';
keepLanguage(language);
applyLanguage(language);

const root = createRoot(document.getElementById('root') ?? document.body);
const picture = STATES[query.get('state') ?? ''];
root.render(picture === undefined ? <Contents /> : <App shoal={shoalOf(picture)} />);

/** A picture is looked at in any theme and language: they are the ones that are set. */
function asAsked(state: AppState): AppState {
  const { settings } = state;
  return { ...state, settings: { ...settings, values: { ...settings.values, theme, language } } };
}

function shoalOf(picture: GalleryState) {
  const host = new FakeHost(picture.answers);
  const coming = Object.values(picture.state.transfers).filter(
    ({ phase }) => phase.state === 'receiving',
  );
  const samples = Object.fromEntries(coming.map((item) => [item.id, samplesOf(item)]));
  const shoal = createShoal(() => host, {
    speeds: () => createStore(() => samples),
    ...(picture.rates && { rates: () => createStore(() => picture.rates ?? []) }),
    ui: picture.ui,
    pathOf: picture.canDrop ? ({ name }) => `/home/mackerel/${name}` : undefined,
  });
  const { app, notices } = shoal;
  app.setState({
    connection: picture.connection ?? 'connected',
    state: asAsked(picture.state),
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
  for (const sentence of picture.notices ?? []) notify(notices, sentence);
  window.gallery = {
    calls: host.calls,
    state: () => app.getState().state,
    change: (changes) => changeState(app, changes),
  };
  return shoal;
}
