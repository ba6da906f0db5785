import { Switch } from '../../components/controls/switch.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';

/** Whether anything that comes by itself is announced. */
export function Announcements() {
  const isMuted = useAppState((state) => state.notifications.isMuted);
  const actions = useActions();
  return (
    <Switch
      label={t.shell.thisComputer.notifications}
      effect={t.shell.thisComputer.notificationsEffect}
      isOn={!isMuted}
      onChange={(isOn) => actions.tell('notifications.set', { isMuted: !isOn })}
    />
  );
}
