import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions, useAppState, useShoal } from '../../state/shoal.ts';
import type { Overlay } from '../../state/ui-store.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { t } from '../../texts/texts.ts';

type Props = Omit<Extract<Overlay, { kind: 'accept-story' }>, 'kind'>;

/** Asks before a depot that has shown something else is believed again. */
export function AcceptStoryDialog({ swarm, depot, copy }: Props) {
  const actions = useActions();
  const { depots } = useShoal();
  const name = useAppState(({ peers }) => peers[depot]?.name ?? '');
  const { busy, error, start } = useSubmit(async () => {
    await actions.run('depot.log', { swarm, peer: depot, copy, accept: true });
    actions.close();
    depots.askAnew();
  });
  const words = t.depots.alarm;
  return (
    <Dialog title={words.question(name)} role="alertdialog" onClose={() => actions.close()}>
      <p>{words.effect(name)}</p>
      {error !== null && <Banner look="warning">{error}</Banner>}
      <DialogActions>
        <Button onPress={() => actions.close()} autoFocus>
          {words.keep}
        </Button>
        <Button look="danger" isPending={busy} onPress={start}>
          {words.accept}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
