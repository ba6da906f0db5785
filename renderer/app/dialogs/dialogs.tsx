import { assertNever } from '../../../shared/errors.ts';
import { Projector } from '../../screens/room/projector.tsx';
import { useAppState, useUi } from '../../state/shoal.ts';
import { GuestsDialog } from '../guests/guests-dialog.tsx';
import { InviteDialog } from '../invite/invite-dialog.tsx';
import { AcceptStoryDialog } from '../roles/accept-story-dialog.tsx';
import { GrantDialog } from '../roles/grant-dialog.tsx';
import { RevokeDialog } from '../roles/revoke-dialog.tsx';
import { PauseSharingDialog } from '../sharing/pause-sharing-dialog.tsx';
import { OwnCodeDialog } from '../trust/own-code-dialog.tsx';
import { ScanDialog } from '../trust/scan-dialog.tsx';
import { AddRepositoryDialog } from './add-repository-dialog.tsx';
import { CancelTransferDialog } from './cancel-transfer-dialog.tsx';
import { CloneAddressDialog } from './clone-address-dialog.tsx';
import { CloneDialog } from './clone-dialog.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { FollowDialog } from './follow-dialog.tsx';
import { LimitsDialog } from './limits-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { RefusalDialog } from './refusal-dialog.tsx';
import { RemoveRepositoryDialog } from './remove-repository-dialog.tsx';
import { ResetSettingsDialog } from './reset-settings-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

/** The dialog in front of the window, if any. */
export function Dialogs() {
  const overlay = useUi((ui) => ui.overlay);
  const swarm = useAppState(({ swarms }) =>
    overlay?.kind === 'clone' ? swarms[overlay.swarm] : null,
  );
  const repository = useAppState(({ repositories }) =>
    (overlay?.kind === 'remove-repository' || overlay?.kind === 'follow') &&
    overlay.repository !== null
      ? repositories[overlay.repository]
      : null,
  );
  const peer = useAppState(({ peers }) =>
    overlay?.kind === 'follow' || overlay?.kind === 'scan' ? peers[overlay.peer] : null,
  );
  const self = useAppState((state) => state.self);
  switch (overlay?.kind) {
    case undefined:
    case 'this-computer':
      return null;
    case 'connect':
      return <ConnectDialog address={overlay.address} />;
    case 'add-repository':
      return <AddRepositoryDialog />;
    case 'clone':
      return swarm ? <CloneDialog swarm={swarm} /> : null;
    case 'clone-address':
      return <CloneAddressDialog known={overlay.address} />;
    case 'remove-repository':
      return repository ? <RemoveRepositoryDialog repository={repository} /> : null;
    case 'cancel-transfer':
      return <CancelTransferDialog id={overlay.transfer} />;
    case 'follow':
      // A repository may be forgotten while the dialog is open.
      if (!peer || (overlay.repository !== null && !repository)) return null;
      return <FollowDialog peer={peer} repository={repository ?? null} />;
    case 'grant':
      return <GrantDialog {...overlay} />;
    case 'revoke':
      return <RevokeDialog {...overlay} />;
    case 'accept-story':
      return <AcceptStoryDialog {...overlay} />;
    case 'guests':
      return <GuestsDialog />;
    case 'projector':
      return <Projector />;
    case 'own-code':
      return self === null ? null : <OwnCodeDialog self={self} />;
    case 'invite':
      return <InviteDialog />;
    case 'pause-sharing':
      return <PauseSharingDialog />;
    case 'reset-settings':
      return <ResetSettingsDialog />;
    case 'scan':
      return peer ? <ScanDialog peer={peer} /> : null;
    case 'merge':
      return <MergeDialog {...overlay} />;
    case 'refusal':
      return <RefusalDialog title={overlay.title} refusal={overlay.refusal} />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'limits':
      return <LimitsDialog />;
    default:
      return assertNever(overlay);
  }
}
