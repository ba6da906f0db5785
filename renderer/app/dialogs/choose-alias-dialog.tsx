import { useState } from 'react';
import { Form } from 'react-aria-components';
import { isAlias } from '../../../shared/domain/git/tracking-refs.ts';
import { Button } from '../../components/controls/button.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import type { FetchRequest } from '../../state/ui-store.ts';
import { freeAlias } from '../../view/alias.ts';

interface Props {
  readonly request: FetchRequest;
  /** Why the usual name cannot be used. */
  readonly sentence: string;
}

/** A peer's heads need a name of their own in this repository. */
export function ChooseAliasDialog({ request, sentence }: Props) {
  const actions = useActions();
  const peer = useAppState(({ peers }) => request.peers[0] && peers[request.peers[0]]);
  const [alias, setAlias] = useState(() => freeAlias(peer?.name ?? '', request.as));
  const valid = isAlias(alias);
  return (
    <Dialog title="Choose another name" onClose={() => actions.close()}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          actions.close();
          actions.fetch({ ...request, as: alias });
        }}
      >
        <p>{sentence}</p>
        <TextField
          label={`Keep ${peer?.name ?? 'these'}’s heads under`}
          hint={
            <>
              Their main will be <code>{alias}/main</code> here.
            </>
          }
          value={alias}
          onChange={setAlias}
          error={valid ? null : 'git does not allow this name for a remote.'}
          mono
          autoFocus
        />
        <DialogActions>
          <Button onPress={() => actions.close()}>Cancel</Button>
          <Button look="primary" type="submit" isDisabled={!valid}>
            Fetch
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
