import { Settings as Gear, QrCode } from 'lucide-react';
import { Button, DialogTrigger, Popover } from 'react-aria-components';
import type { Self } from '../../../shared/api/state.ts';
import { SettingRow } from '../../components/controls/setting-row.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { Words } from '../../components/signs/words.tsx';
import { SpeedLimits } from '../../pieces/speed-limits.tsx';
import { useActions, useApp, useAppState, useUi } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { isSharedNow } from '../../view/projects/visibility.ts';
import { GuestsRow } from '../guests/guests-row.tsx';
import { PauseRow } from '../sharing/pause-row.tsx';
import { Announcements } from './announcements.tsx';
import { PlainGitChoice } from './plain-git.tsx';
import { Rename } from './rename.tsx';
import { ThemeChoice } from './theme-choice.tsx';
import styles from './this-computer.module.css';

/** My own peer, at the foot of the sidebar; opens what can be set about it. */
export function ThisComputer() {
  const self = useAppState((state) => state.self);
  const opened = useUi(({ overlay }) => overlay?.kind === 'this-computer');
  const actions = useActions();
  if (self === null) return null;
  return (
    <div className={styles.foot}>
      <DialogTrigger
        isOpen={opened}
        onOpenChange={(open) => (open ? actions.open({ kind: 'this-computer' }) : actions.close())}
      >
        <Button className={styles.button}>
          <Avatar person={self} size="large" />
          <span className="sr-only">{t.shell.thisComputer.before}</span>
          <span className={styles.texts}>
            <span className={styles.name}>{self.name}</span>
            <Status />
          </span>
        </Button>
        <Popover
          className={styles.popover}
          placement="top start"
          offset={6}
          aria-label={t.shell.thisComputer.label}
        >
          <div className={styles.dialog}>
            <Settings self={self} />
          </div>
        </Popover>
      </DialogTrigger>
      <SettingsPlace />
    </div>
  );
}

/** To the screen with everything that can be set. */
function SettingsPlace() {
  const current = useUi((ui) => ui.screen === 'settings');
  const actions = useActions();
  return (
    <button
      type="button"
      className={styles.place}
      aria-label={t.shell.screens.settings}
      aria-current={current ? 'page' : undefined}
      title={t.shell.screens.settings}
      onClick={() => actions.go({ screen: 'settings', opened: false })}
    >
      <Icon of={Gear} />
    </button>
  );
}

function Status() {
  const working = useApp(
    ({ connection, state }) => connection === 'connected' && state.engine === 'running',
  );
  const shared = useAppState(
    ({ repositories }) => Object.values(repositories).filter(isSharedNow).length,
  );
  const isPaused = useAppState((state) => state.sharing.state === 'paused');
  const visible = isPaused ? t.changes.sharingIsPaused : t.shell.thisComputer.visible(shared);
  return (
    <span className={styles.status}>
      <i className={styles.dot} data-working={(working && !isPaused) || undefined} />
      <span className={styles.statusText}>
        {working ? visible : t.shell.thisComputer.notVisible}
      </span>
    </span>
  );
}

function Settings({ self }: { self: Self }) {
  const actions = useActions();
  return (
    <>
      <Rename self={self} />
      <Words
        title={t.shell.thisComputer.sixWords}
        words={self.words}
        hint={t.shell.thisComputer.sixWordsHint}
      />
      <div className={styles.rows}>
        <SettingRow
          icon={QrCode}
          label={t.shell.thisComputer.showCode}
          onPress={() => actions.open({ kind: 'own-code' })}
        />
      </div>
      <ThemeChoice />
      <Announcements />
      <PlainGitChoice />
      <div className={styles.rows}>
        <GuestsRow />
        <PauseRow />
        <SpeedLimits />
      </div>
      <dl className={styles.facts}>
        <dt>{t.shell.thisComputer.id}</dt>
        <dd className="selectable">
          <code>{self.id}</code>
        </dd>
        <dt>{t.shell.thisComputer.port}</dt>
        <dd className="selectable">{self.port}</dd>
        <dt>{t.shell.thisComputer.version}</dt>
        <dd className="selectable">{self.version}</dd>
      </dl>
    </>
  );
}
