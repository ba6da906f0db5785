import { Button } from '../../components/controls/button.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';

export function ResetSettingsDialog() {
  const actions = useActions();
  const reset = () => {
    actions.close();
    actions.tell('settings.reset', { key: null });
  };
  return (
    <Dialog title={t.dialogs.reset.title} role="alertdialog" onClose={() => actions.close()}>
      <p>{t.dialogs.reset.effect}</p>
      <DialogActions>
        <Button onPress={() => actions.close()} autoFocus>
          {t.dialogs.reset.keep}
        </Button>
        <Button look="danger" onPress={reset}>
          {t.dialogs.reset.reset}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
