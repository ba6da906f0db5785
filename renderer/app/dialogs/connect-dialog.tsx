import { useState } from 'react';
import { Form } from 'react-aria-components';
import { parseAddress } from '../../../shared/domain/address.ts';
import { InvalidRequestError } from '../../../shared/errors.ts';
import { Button } from '../../components/controls/button.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions } from '../../state/shoal.ts';
import { useSubmit } from '../../state/use-submit.ts';

/** For a peer that the network does not show. @param address what a link names: only its reader may connect to it */
export function ConnectDialog({ address = '' }: { address?: string }) {
  const actions = useActions();
  const [text, setText] = useState(address);
  const { busy, error, clear, onSubmit } = useSubmit(async () => {
    const endpoint = parseAddress(text);
    if (endpoint === null) {
      throw new InvalidRequestError('Type an address and a port, as in 192.168.1.20:7654.');
    }
    const { peer } = await actions.run('peers.connect', endpoint);
    actions.go({ overlay: null, screen: 'nearby', nearby: { kind: 'peer', id: peer } });
  });
  return (
    <Dialog title="Connect to an address" onClose={() => actions.close()}>
      <Form onSubmit={onSubmit}>
        <p>
          Whoever is on this network shows up by themselves. Someone elsewhere, or behind a network
          that hides them, can be reached by address.
        </p>
        <TextField
          label="Address and port"
          placeholder="192.168.1.20:7654"
          hint="Your teammate finds the port of their computer at the bottom left of their window."
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
          <Button onPress={() => actions.close()}>Cancel</Button>
          <Button look="primary" type="submit" isPending={busy} isDisabled={text.trim() === ''}>
            {busy ? 'Connecting…' : 'Connect'}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
