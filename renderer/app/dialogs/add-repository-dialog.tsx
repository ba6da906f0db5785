import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../../components/controls/button.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions } from '../../state/shoal.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { t } from '../../texts/texts.ts';

/** Where there is no folder dialog, a path is typed. */
export function AddRepositoryDialog() {
  const actions = useActions();
  const [path, setPath] = useState('');
  const { busy, error, clear, onSubmit } = useSubmit(() => actions.addRepository(path.trim()));
  return (
    <Dialog title={t.dialogs.add.title} onClose={() => actions.close()}>
      <Form onSubmit={onSubmit}>
        <TextField
          label={t.dialogs.add.folder}
          hint={t.dialogs.add.hint}
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
          <Button onPress={() => actions.close()}>{t.common.cancel}</Button>
          <Button look="primary" type="submit" isPending={busy} isDisabled={path.trim() === ''}>
            {busy ? t.dialogs.add.adding : t.dialogs.add.add}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
