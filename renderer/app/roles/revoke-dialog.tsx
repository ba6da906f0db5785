import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { Words } from '../../components/signs/words.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import type { Overlay } from '../../state/ui-store.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { t } from '../../texts/texts.ts';

type Props = Omit<Extract<Overlay, { kind: 'revoke' }>, 'kind'>;

/** Asks before somebody may push no more. */
export function RevokeDialog({ swarm, depot, copy, holder }: Props) {
  const actions = useActions();
  const depotName = useAppState(({ peers }) => peers[depot]?.name ?? '');
  const isMe = useAppState(({ self }) => self?.id === holder.peer);
  const { busy, error, start } = useSubmit(async () => {
    await actions.run('depot.revoke', { swarm, peer: depot, copy, from: holder.peer });
    actions.close();
  });
  const words = t.depots.revoke;
  return (
    <Dialog title={words.title(holder.name)} role="alertdialog" onClose={() => actions.close()}>
      <p>{isMe ? words.own(depotName) : words.effect(holder.name, depotName)}</p>
      <Words title={words.words} words={holder.words} hint={words.wordsHint} />
      {error !== null && <Banner look="warning">{error}</Banner>}
      <DialogActions>
        <Button onPress={() => actions.close()} autoFocus>
          {words.keep}
        </Button>
        <Button look="danger" isPending={busy} onPress={start}>
          {words.revoke}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
