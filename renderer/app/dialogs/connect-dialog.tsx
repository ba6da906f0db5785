import { useState } from 'react';
import { Form } from 'react-aria-components';
import { parseAddress } from '../../../shared/domain/address.ts';
import { parseInvite } from '../../../shared/domain/reach/invite.ts';
import { InvalidRequestError } from '../../../shared/errors.ts';
import { Button } from '../../components/controls/button.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions } from '../../state/shoal.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { t } from '../../texts/texts.ts';

/** For a peer that the network does not show, or who gave an invitation. @param address what a link names: only its reader may connect to it */
export function ConnectDialog({ address = '' }: { address?: string }) {
  const actions = useActions();
  const [text, setText] = useState(address);
  const { busy, error, clear, onSubmit } = useSubmit(async () => {
    if (parseInvite(text) !== null) {
      const inviter = await actions.run('reach.join', { link: text.trim() });
      actions.go({ overlay: null, screen: 'nearby', nearby: { kind: 'peer', id: inviter.peer } });
      return;
    }
    const endpoint = parseAddress(text);
    if (endpoint === null) {
      throw new InvalidRequestError(t.dialogs.connect.noAddress);
    }
    const { peer } = await actions.run('peers.connect', endpoint);
    actions.go({ overlay: null, screen: 'nearby', nearby: { kind: 'peer', id: peer } });
  });
  return (
    <Dialog title={t.dialogs.connect.title} onClose={() => actions.close()}>
      <Form onSubmit={onSubmit}>
        <p>{t.dialogs.connect.why}</p>
        <TextField
          label={t.dialogs.connect.address}
          placeholder="192.168.1.20:7654"
          hint={t.dialogs.connect.hint}
          value={text}
          onChange={(value) => {
            clear();
            setText(value);
          }}
          error={error}
          mono
          autoFocus
        />
        <DialogActions>
          <Button onPress={() => actions.close()}>{t.common.cancel}</Button>
          <Button look="primary" type="submit" isPending={busy} isDisabled={text.trim() === ''}>
            {busy ? t.dialogs.connect.connecting : t.dialogs.connect.connect}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
