import { Button } from '../../components/controls/button.tsx';
import { SettingLine } from '../../components/layout/setting-line.tsx';
import { useActions, useApp, useAppState } from '../../state/shoal.ts';
import styles from './settings-screen.module.css';

/** Where Shoal keeps what it knows, and what it says of faults. */
export function Places() {
  const { dataFolder, log } = useAppState(({ settings }) => settings);
  return (
    <>
      <Place
        label="Data folder"
        effect="The key of this computer, whom you trust, and what you share. A backup of it is a backup of Shoal."
        path={dataFolder}
        place="data-folder"
      />
      <Place
        label="Log"
        effect="What went wrong, with details for whoever looks for the reason."
        path={log}
        place="log"
      />
    </>
  );
}

interface Props {
  readonly label: string;
  readonly effect: string;
  readonly path: string;
  readonly place: 'data-folder' | 'log';
}

function Place({ label, effect, path, place }: Props) {
  const actions = useActions();
  const canOpen = useApp((app) => app.abilities.openFolder);
  return (
    <SettingLine
      label={label}
      effect={
        <>
          {effect} <code className={`${styles.path} selectable`}>{path}</code>
        </>
      }
    >
      {canOpen && (
        <Button
          aria-label={`Open ${label.toLowerCase()}`}
          onPress={() => actions.tell('settings.openPlace', { place })}
        >
          Open
        </Button>
      )}
    </SettingLine>
  );
}
