import type { LocalRepository } from '../../../shared/api/state.ts';
import { Button } from '../../components/controls/button.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';

export function RemoveRepositoryDialog({ repository }: { repository: LocalRepository }) {
  const actions = useActions();
  const remove = () => {
    actions.go({ overlay: null, repository: null, opened: false });
    actions.tell('repositories.remove', { repository: repository.id });
  };
  return (
    <Dialog
      title={t.dialogs.remove.title(repository.name)}
      role="alertdialog"
      onClose={() => actions.close()}
    >
      <p>{t.dialogs.remove.effect}</p>
      <DialogActions>
        <Button onPress={() => actions.close()} autoFocus>
          {t.dialogs.remove.keep}
        </Button>
        <Button look="danger" onPress={remove}>
          {t.dialogs.remove.remove}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
