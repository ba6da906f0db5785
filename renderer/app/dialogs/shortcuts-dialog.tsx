import { Button } from '../../components/controls/button.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { SectionHeading } from '../../components/layout/section-heading.tsx';
import { useActions, useApp } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { shortcuts } from '../../view/shortcuts.ts';
import styles from './shortcuts-dialog.module.css';

/** Which keys do what, and where. */
export function ShortcutsDialog() {
  const actions = useActions();
  const platform = useApp((app) => app.abilities.platform);
  return (
    <Dialog title={t.shell.shortcuts.title} onClose={() => actions.close()}>
      <div className={styles.groups}>
        {shortcuts(platform).map(({ where, keys }) => (
          <section key={where}>
            <SectionHeading isRuled>{where}</SectionHeading>
            <dl className={styles.keys}>
              {keys.map(({ key, effect }) => (
                <div key={effect} className={styles.line}>
                  <dt>{effect}</dt>
                  <dd>
                    {key.map((each) => (
                      <kbd key={each} className={styles.key}>
                        {each}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <DialogActions>
        <Button onPress={() => actions.close()} autoFocus>
          {t.common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
