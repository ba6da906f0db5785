import '../base.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { AppState } from '../../shared/api/state.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import { LANGUAGES } from '../../shared/texts/language.ts';
import { App } from '../app/app.tsx';
import { changeState } from '../state/app-store.ts';
import { applyLanguage, keepLanguage } from '../state/language.ts';
import { ShoalContext } from '../state/shoal.ts';
import { applyTheme, THEMES } from '../state/theme.ts';
import { allComponents, shownComponents } from './components.ts';
import { Contents } from './contents.tsx';
import type { Call } from './fake-host.ts';
import { press, settled } from './press.ts';
import type { SheetName } from './sheets/names.ts';
import { SHEETS } from './sheets.ts';
import { type Asked, shoalOf } from './shoal-of.ts';
import { ordinary } from './states/picture.ts';
import { FINDINGS, STATES } from './states.ts';

declare global {
  interface Window {
    /** For tests: what was asked of the host, and ways to let the state change and to see another picture. */
    gallery?: {
      readonly calls: readonly Call[];
      state(): AppState;
      change(changes: readonly StateChange[]): void;
      /** Ends when it stands on the page. */
      show(name: string, asked?: Asked): Promise<void>;
      /** Ends when what was done last stands on the page. */
      settled(): Promise<void>;
      readonly components: readonly string[];
      shown(): readonly string[];
    };
  }
}

const query = new URLSearchParams(location.search);
const first: Asked = {
  theme: THEMES.find((known) => known === query.get('theme')) ?? 'system',
  language: LANGUAGES.find((known) => known === query.get('language')) ?? 'en',
};

const element = document.getElementById('root') ?? document.body;
const root = createRoot(element);

let turn = 0;
void show(query.get('state') ?? '');

/** Shows a state or a sheet; for any other name, what there is. */
async function show(name: string, asked: Asked = first): Promise<void> {
  const picture = STATES[name] ?? FINDINGS[name];
  const { host, shoal } = shoalOf(picture ?? { state: ordinary }, asked);
  const Instead = SHEETS[name as SheetName] ?? Contents;
  applyTheme(asked.theme);
  // Where nothing is set yet, the language of last time is spoken.
  keepLanguage(asked.language);
  applyLanguage(asked.language);
  turn += 1;
  // What was announced in the picture before would stand on the page for some seconds more.
  for (const said of document.querySelectorAll('[data-live-announcer] > *')) said.replaceChildren();
  // At once, with what it does to the page around it. React may be late on a busy machine: until then, the picture
  // before and what it had made inert would be looked at under the name of this one.
  flushSync(() =>
    root.render(
      picture === undefined ? (
        <ShoalContext key={turn} value={shoal}>
          <Instead />
        </ShoalContext>
      ) : (
        <App key={turn} shoal={shoal} />
      ),
    ),
  );
  window.gallery = {
    calls: host.calls,
    state: () => shoal.app.getState().state,
    change: (changes) => changeState(shoal.app, changes),
    show,
    settled,
    components: allComponents(),
    shown: () => shownComponents(element),
  };
  await settled();
  if (picture?.pressed !== undefined) {
    await press(picture.pressed, asked.language);
    await settled();
  }
  document.documentElement.dataset.shown = name;
}
