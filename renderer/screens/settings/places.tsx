import { Button } from '../../components/controls/button.tsx';
import { SettingLine } from '../../components/layout/setting-line.tsx';
import { useActions, useApp, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import styles from './settings-screen.module.css';

/** Where Shoal keeps what it knows, and what it says of faults. */
export function Places() {
  const { dataFolder, log } = useAppState(({ settings }) => settings);
  return (
    <>
      <Place
        label={t.settings.dataFolder}
        openLabel={t.settings.openDataFolder}
        effect={t.settings.dataFolderEffect}
        path={dataFolder}
        place="data-folder"
      />
      <Place
        label={t.settings.log}
        openLabel={t.settings.openLog}
        effect={t.settings.logEffect}
        path={log}
        place="log"
      />
    </>
  );
}

interface Props {
  readonly label: string;
  readonly openLabel: string;
  readonly effect: string;
  readonly path: string;
  readonly place: 'data-folder' | 'log';
}

function Place({ label, openLabel, effect, path, place }: Props) {
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
          aria-label={openLabel}
          onPress={() => actions.tell('settings.openPlace', { place })}
        >
          {t.common.open}
        </Button>
      )}
    </SettingLine>
  );
}
