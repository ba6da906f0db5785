import { useState } from 'react';
import { Form } from 'react-aria-components';
import { parseAddress } from '../../../shared/domain/address.ts';
import { type Invite, parseInvite } from '../../../shared/domain/reach/invite.ts';
import { InvalidRequestError } from '../../../shared/errors.ts';
import { Button } from '../../components/controls/button.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { t } from '../../texts/texts.ts';
import { InviteContents } from './invite-contents.tsx';

/** For a peer that the network does not show, or who gave an invitation. @param address what a link names: only its reader may connect to it */
export function ConnectDialog({ address = '' }: { address?: string }) {
  const actions = useActions();
  const [text, setText] = useState(address);
  const self = useAppState((state) => state.self?.id ?? null);
  const invite = parseInvite(text);
  const refusal = invite === null ? null : refusalOf(invite, self, Date.now());
  const { busy, error, clear, onSubmit } = useSubmit(async () => {
    if (invite !== null) {
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
  const words = t.dialogs.connect;
  return (
    <Dialog title={words.title} onClose={() => actions.close()}>
      <Form onSubmit={onSubmit}>
        {invite === null && <p>{words.why}</p>}
        <TextField
          label={words.address}
          placeholder="192.168.1.20:7654"
          hint={invite === null && words.hint}
          value={text}
          onChange={(value) => {
            clear();
            setText(value);
          }}
          error={error ?? refusal}
          mono
          autoFocus
        />
        {invite !== null && <InviteContents invite={invite} />}
        <DialogActions
          aside={
            invite === null && (
              <Button look="quiet" onPress={() => actions.open({ kind: 'invite' })}>
                {words.inviteInstead}
              </Button>
            )
          }
        >
          <Button onPress={() => actions.close()}>{t.common.cancel}</Button>
          <Button
            look="primary"
            type="submit"
            isPending={busy}
            isDisabled={text.trim() === '' || refusal !== null}
          >
            {busy ? words.connecting : invite === null ? words.connect : words.invite.accept}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

/** Why an invitation cannot be accepted; null if it can. @param now milliseconds since the epoch */
function refusalOf({ until, peer }: Invite, self: string | null, now: number): string | null {
  const { expired, own } = t.dialogs.connect.invite;
  if (until * 1_000 < now) return expired;
  return peer === self ? own : null;
}
