import { SETTING_GROUPS, SETTING_KEYS, SETTINGS } from '../../../shared/settings/settings.ts';
import { Button } from '../../components/controls/button.tsx';
import { SettingLine } from '../../components/layout/setting-line.tsx';
import { SingleColumn } from '../../pieces/columns.tsx';
import { TransferBar } from '../../pieces/transfer-bar/transfer-bar.tsx';
import { useActions } from '../../state/shoal.ts';
import { Places } from './places.tsx';
import { SettingField } from './setting-field.tsx';
import styles from './settings-screen.module.css';

/** Everything that can be set, with what it does; in force at once unless it says otherwise. */
export function SettingsScreen() {
  const actions = useActions();
  return (
    <SingleColumn title="Settings" footer={<TransferBar />}>
      <div className={styles.groups}>
        {Object.entries(SETTING_GROUPS).map(([group, title]) => (
          <section key={group} className={styles.group} aria-label={title}>
            <h2 className={styles.title}>{title}</h2>
            {SETTING_KEYS.filter((key) => SETTINGS[key].group === group).map((key) => (
              <SettingField key={key} of={key} />
            ))}
          </section>
        ))}
        <section className={styles.group} aria-label="Files">
          <h2 className={styles.title}>Files</h2>
          <Places />
          <SettingLine
            label="Start over"
            effect="Every setting as it was at first. What you share, and whom you trust and follow, stays."
          >
            <Button look="danger" onPress={() => actions.open({ kind: 'reset-settings' })}>
              Reset all settings…
            </Button>
          </SettingLine>
        </section>
      </div>
    </SingleColumn>
  );
}
