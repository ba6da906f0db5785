import { Switch } from '../../components/controls/switch.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';

/** Whether anything that comes by itself is announced. */
export function Announcements() {
  const isMuted = useAppState((state) => state.notifications.isMuted);
  const actions = useActions();
  return (
    <Switch
      label="Notifications"
      effect="Of what comes by itself from those you follow."
      isOn={!isMuted}
      onChange={(isOn) => actions.tell('notifications.set', { isMuted: !isOn })}
    />
  );
}
