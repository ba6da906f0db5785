import {
  Archive,
  ArrowDownUp,
  FolderGit2,
  History,
  type LucideIcon,
  Radar,
  Stethoscope,
  UsersRound,
} from 'lucide-react';
import { Icon } from '../../components/signs/icon.tsx';
import { Mark } from '../../components/signs/mark.tsx';
import { useActions, useAppState, useOpenable, useProjects, useUi } from '../../state/shoal.ts';
import type { Screen } from '../../state/ui-store.ts';
import { t } from '../../texts/texts.ts';
import { countOpen } from '../../view/room/room-projects.ts';
import { runningTransfers } from '../../view/transfers/transfers.ts';
import { Room } from './room.tsx';
import styles from './sidebar.module.css';
import { ThisComputer } from './this-computer.tsx';

export function Sidebar() {
  const nearby = useProjects().length;
  const repositories = useAppState((state) => Object.keys(state.repositories).length);
  const kept = useAppState(({ depot }) => (depot.state === 'on' ? depot.projects.length : null));
  const running = useAppState((state) => runningTransfers(state.transfers).length);
  return (
    <aside className={styles.sidebar}>
      <div className={styles.brand}>
        <Mark size={22} />
        <span>Shoal</span>
      </div>
      <nav className={styles.nav} aria-label={t.shell.places}>
        <Place screen="nearby" icon={Radar} count={nearby} />
        <RoomPlace />
        <Place screen="repositories" icon={FolderGit2} count={repositories} />
        {kept !== null && <Place screen="kept" icon={Archive} count={kept} />}
        <Place screen="transfers" icon={ArrowDownUp} count={running} />
        <Place screen="activity" icon={History} count={0} />
        <Place screen="doctor" icon={Stethoscope} count={0} />
      </nav>
      <Room />
      <ThisComputer />
    </aside>
  );
}

/** By itself: heads of my own projects move without all the rest. */
function RoomPlace() {
  const swarms = useOpenable();
  const open = useAppState(({ repositories }) => countOpen({ repositories, swarms }, Date.now()));
  return <Place screen="room" icon={UsersRound} count={open} />;
}

interface PlaceProps {
  readonly screen: Screen;
  readonly icon: LucideIcon;
  readonly count: number;
}

function Place({ screen, icon, count }: PlaceProps) {
  const current = useUi((ui) => ui.screen === screen);
  const actions = useActions();
  const label = t.shell.screens[screen];
  return (
    <button
      type="button"
      className={styles.place}
      aria-current={current ? 'page' : undefined}
      title={label}
      onClick={() => actions.go({ screen, opened: false, doctorAbout: null })}
    >
      <Icon of={icon} size={17} />
      <span className={styles.placeLabel}>{label}</span>
      {count > 0 && <span className={styles.count}>{count}</span>}
    </button>
  );
}
