import { Button } from '../../components/controls/button.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions } from '../../state/shoal.ts';

export function ResetSettingsDialog() {
  const actions = useActions();
  const reset = () => {
    actions.close();
    actions.tell('settings.reset', { key: null });
  };
  return (
    <Dialog title="Reset all settings?" role="alertdialog" onClose={() => actions.close()}>
      <p>
        Your name, folders, limits and everything else on this page go back to how they were at
        first; guests are let out, and plain git is as it was without Shoal. What you share, and
        whom you trust and follow, stays.
      </p>
      <DialogActions>
        <Button onPress={() => actions.close()} autoFocus>
          Keep them
        </Button>
        <Button look="danger" onPress={reset}>
          Reset
        </Button>
      </DialogActions>
    </Dialog>
  );
}
