import {
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
import { useActions, useAppState, useUi } from '../../state/shoal.ts';
import type { Screen } from '../../state/ui-store.ts';
import { countOpen } from '../../view/room/room-projects.ts';
import { runningTransfers } from '../../view/transfers/transfers.ts';
import { Room } from './room.tsx';
import styles from './sidebar.module.css';
import { ThisComputer } from './this-computer.tsx';

export function Sidebar() {
  const nearby = useAppState(
    ({ swarms }) => Object.values(swarms).filter((swarm) => swarm.alternatives.length > 0).length,
  );
  const open = useAppState((state) => countOpen(state, Date.now()));
  const repositories = useAppState((state) => Object.keys(state.repositories).length);
  const running = useAppState((state) => runningTransfers(state.transfers).length);
  return (
    <aside className={styles.sidebar}>
      <div className={styles.brand}>
        <Mark size={22} />
        <span>Shoal</span>
      </div>
      <nav className={styles.nav} aria-label="Screens">
        <Place screen="nearby" icon={Radar} label="Nearby" count={nearby} />
        <Place screen="room" icon={UsersRound} label="Room" count={open} />
        <Place
          screen="repositories"
          icon={FolderGit2}
          label="My repositories"
          count={repositories}
        />
        <Place screen="transfers" icon={ArrowDownUp} label="Transfers" count={running} />
        <Place screen="activity" icon={History} label="Activity" count={0} />
        <Place screen="doctor" icon={Stethoscope} label="Doctor" count={0} />
      </nav>
      <Room />
      <ThisComputer />
    </aside>
  );
}

interface PlaceProps {
  readonly screen: Screen;
  readonly icon: LucideIcon;
  readonly label: string;
  readonly count: number;
}

function Place({ screen, icon, label, count }: PlaceProps) {
  const current = useUi((ui) => ui.screen === screen);
  const actions = useActions();
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
