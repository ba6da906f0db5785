import { SETTING_KEYS, SETTINGS } from '../../../shared/settings/settings.ts';
import { Button } from '../../components/controls/button.tsx';
import { SettingLine } from '../../components/layout/setting-line.tsx';
import { SingleColumn } from '../../pieces/columns.tsx';
import { TransferBar } from '../../pieces/transfer-bar/transfer-bar.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { Places } from './places.tsx';
import { SettingField } from './setting-field.tsx';
import styles from './settings-screen.module.css';

/** Everything that can be set, with what it does; in force at once unless it says otherwise. */
export function SettingsScreen() {
  const actions = useActions();
  return (
    <SingleColumn title={t.settings.title} footer={<TransferBar />}>
      <div className={styles.groups}>
        {Object.entries(t.settings.groups).map(([group, title]) => (
          <section key={group} className={styles.group} aria-label={title}>
            <h2 className={styles.title}>{title}</h2>
            {SETTING_KEYS.filter((key) => SETTINGS[key].group === group).map((key) => (
              <SettingField key={key} of={key} />
            ))}
          </section>
        ))}
        <section className={styles.group} aria-label={t.settings.files}>
          <h2 className={styles.title}>{t.settings.files}</h2>
          <Places />
          <SettingLine label={t.settings.startOver} effect={t.settings.startOverEffect}>
            <Button look="danger" onPress={() => actions.open({ kind: 'reset-settings' })}>
              {t.settings.resetAll}
            </Button>
          </SettingLine>
        </section>
      </div>
    </SingleColumn>
  );
}
