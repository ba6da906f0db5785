import type { LocalRepository } from '../../../shared/api/state.ts';
import { Button } from '../../components/controls/button.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions } from '../../state/shoal.ts';

export function RemoveRepositoryDialog({ repository }: { repository: LocalRepository }) {
  const actions = useActions();
  const remove = () => {
    actions.go({ overlay: null, repository: null, opened: false });
    actions.tell('repositories.remove', { repository: repository.id });
  };
  return (
    <Dialog
      title={`Remove ${repository.name} from Shoal?`}
      role="alertdialog"
      onClose={() => actions.close()}
    >
      <p>
        Shoal stops sharing it and no longer fetches into it. The folder and everything in it stay
        as they are.
      </p>
      <DialogActions>
        <Button onPress={() => actions.close()} autoFocus>
          Keep it
        </Button>
        <Button look="danger" onPress={remove}>
          Remove
        </Button>
      </DialogActions>
    </Dialog>
  );
}
