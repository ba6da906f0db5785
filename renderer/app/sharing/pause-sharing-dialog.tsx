import { endOfPause, SHARING_PAUSES } from '../../../shared/domain/sharing-pauses.ts';
import { pausedWords } from '../../../shared/domain/words/sharing-words.ts';
import { Button } from '../../components/controls/button.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
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
    <Dialog title="Pause sharing" onClose={() => actions.close()}>
      <p>
        Nobody sees or gets anything of yours, guests neither, until it ends. What you fetch and
        follow goes on. What you chose for each repository stays as it is.
      </p>
      {paused !== null && <p className={styles.now}>{paused}.</p>}
      <div className={styles.choices}>
        {SHARING_PAUSES.map(({ id, name }) => (
          <Button
            key={id}
            onPress={() => {
              actions.close();
              actions.tell('sharing.pause', { until: endOfPause(id, Date.now()) });
            }}
          >
            {name}
          </Button>
        ))}
      </div>
      <DialogActions>
        <Button onPress={() => actions.close()}>Cancel</Button>
        {paused !== null && (
          <Button look="primary" onPress={resume}>
            Resume sharing
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
