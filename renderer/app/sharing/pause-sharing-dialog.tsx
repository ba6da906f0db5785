import { endOfPause, SHARING_PAUSES } from '../../../shared/domain/sharing-pauses.ts';
import { pausedWords } from '../../../shared/domain/words/sharing-words.ts';
import { Button } from '../../components/controls/button.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import styles from './pause-sharing-dialog.module.css';

/** For how long nothing of mine is seen or given. */
export function PauseSharingDialog() {
  const actions = useActions();
  const sharing = useAppState((state) => state.sharing);
  const paused = pausedWords(sharing, useNow());
  const resume = () => {
    actions.close();
    actions.tell('sharing.resume', {});
  };
  return (
    <Dialog title={t.dialogs.pause.title} onClose={() => actions.close()}>
      <p>{t.dialogs.pause.effect}</p>
      {paused !== null && <p className={styles.now}>{t.dialogs.pause.now(paused)}</p>}
      <div className={styles.choices}>
        {SHARING_PAUSES.map((id) => (
          <Button
            key={id}
            onPress={() => {
              actions.close();
              actions.tell('sharing.pause', { until: endOfPause(id, Date.now()) });
            }}
          >
            {t.changes.pauses[id]}
          </Button>
        ))}
      </div>
      <DialogActions>
        <Button onPress={() => actions.close()}>{t.common.cancel}</Button>
        {paused !== null && (
          <Button look="primary" onPress={resume}>
            {t.dialogs.pause.resume}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
