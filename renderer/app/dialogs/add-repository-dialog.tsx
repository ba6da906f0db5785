import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../../components/controls/button.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions } from '../../state/shoal.ts';
import { useSubmit } from '../../state/use-submit.ts';

/** Where there is no folder dialog, a path is typed. */
export function AddRepositoryDialog() {
  const actions = useActions();
  const [path, setPath] = useState('');
  const { busy, error, clear, onSubmit } = useSubmit(() => actions.addRepository(path.trim()));
  return (
    <Dialog title="Add a repository" onClose={() => actions.close()}>
      <Form onSubmit={onSubmit}>
        <TextField
          label="Folder on this computer"
          hint="The full path of a git repository. Nobody sees it until you say who may."
          value={path}
          onChange={(value) => {
            clear();
            setPath(value);
          }}
          error={error}
          mono
          autoFocus
        />
        <DialogActions>
          <Button onPress={() => actions.close()}>Cancel</Button>
          <Button look="primary" type="submit" isPending={busy} isDisabled={path.trim() === ''}>
            {busy ? 'Adding…' : 'Add'}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
