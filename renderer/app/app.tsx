import { I18nProvider } from 'react-aria-components';
import { ContextMenus } from '../components/layout/context-menu.tsx';
import { Notices } from '../components/layout/notices.tsx';
import { ActivityScreen } from '../screens/activity/activity-screen.tsx';
import { ContentsScreen } from '../screens/contents/contents-screen.tsx';
import { DepotScreen } from '../screens/depot/depot-screen.tsx';
import { DoctorScreen } from '../screens/doctor/doctor-screen.tsx';
import { HeadScreen } from '../screens/head/head-screen.tsx';
import { KeptScreen } from '../screens/kept/kept-screen.tsx';
import { NearbyScreen } from '../screens/nearby/nearby-screen.tsx';
import { RepositoriesScreen } from '../screens/repositories/repositories-screen.tsx';
import { RoomScreen } from '../screens/room/room-screen.tsx';
import { SettingsScreen } from '../screens/settings/settings-screen.tsx';
import { TransfersScreen } from '../screens/transfers/transfers-screen.tsx';
import { Clock } from '../state/clock.tsx';
import { useFocusAfterLanguage, useLanguageAsSet } from '../state/language.ts';
import { type Shoal, ShoalContext, useShoal, useUi } from '../state/shoal.ts';
import { useThemeAsSet } from '../state/theme.ts';
import type { Screen } from '../state/ui-store.ts';
import { t } from '../texts/texts.ts';
import styles from './app.module.css';
import { Dialogs } from './dialogs/dialogs.tsx';
import { Sidebar } from './sidebar/sidebar.tsx';
import { StatusBanners } from './status-banners.tsx';
import { useCopiedNames } from './use-copied-names.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** The whole window, as a projection of the stores in `shoal`. */
export function App({ shoal }: { shoal: Shoal }) {
  return (
    <ShoalContext value={shoal}>
      <Spoken />
    </ShoalContext>
  );
}

/** All of it in the language that is set; another one draws it anew. */
function Spoken() {
  const shoal = useShoal();
  const language = useLanguageAsSet();
  useFocusAfterLanguage(language);
  return (
    <I18nProvider key={language} locale={t.counts.locale}>
      <Clock>
        <ContextMenus>
          <Window />
        </ContextMenus>
        <Dialogs />
        <Notices queue={shoal.notices} onNews={({ head }) => shoal.heads.showNews(head)} />
      </Clock>
    </I18nProvider>
  );
}

const SCREENS: Readonly<Record<Screen, () => React.ReactNode>> = {
  nearby: NearbyScreen,
  room: RoomScreen,
  repositories: RepositoriesScreen,
  kept: KeptScreen,
  transfers: TransfersScreen,
  activity: ActivityScreen,
  doctor: DoctorScreen,
  settings: SettingsScreen,
};

function Window() {
  useShortcuts();
  useCopiedNames();
  useThemeAsSet();
  const Current = SCREENS[useUi((ui) => ui.screen)];
  const head = useUi((ui) => ui.head);
  const contents = useUi((ui) => ui.contents);
  const depot = useUi((ui) => ui.depot);
  const isBehind = head !== null || contents !== null || depot !== null;
  return (
    <div className={styles.window}>
      <StatusBanners />
      <div className={styles.body}>
        <Sidebar />
        <div className={styles.place}>
          {/* It keeps its place for when what is in front of it is left. */}
          <div className={styles.screen} inert={isBehind}>
            <Current />
          </div>
          {head !== null && <HeadScreen key={JSON.stringify(head)} place={head} />}
          {contents !== null && <ContentsScreen key={contents.repository} place={contents} />}
          {depot !== null && <DepotScreen key={depot.repository} place={depot} />}
        </div>
      </div>
    </div>
  );
}
