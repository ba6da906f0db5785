import { GitMerge } from 'lucide-react';
import type { MergeOffer } from '../../../shared/api/heads/head-look.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions, useShoal } from '../../state/shoal.ts';
import type { HeadPlace } from '../../state/ui-store.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { t } from '../../texts/texts.ts';
import { RefusalDialog } from './refusal-dialog.tsx';

interface Props {
  readonly head: HeadPlace;
  /** `herring/live-layer` */
  readonly label: string;
  readonly offer: MergeOffer;
}

/** What a merge comes to, before it is made. */
export function MergeDialog({ head, label, offer }: Props) {
  const actions = useActions();
  const { heads } = useShoal();
  const { busy, error, start } = useSubmit(() => heads.merge(head));
  const words = t.dialogs.merge;
  if (!offer.isPossible) return <RefusalDialog title={words.refused(label)} refusal={offer} />;
  const { into, how } = offer;
  return (
    <Dialog title={words.title(label, into)} onClose={() => actions.close()}>
      <p>
        {how === 'fast-forward' ? words.fastForward(into, label) : words.clean(into)} {words.effect}
      </p>
      {error !== null && <Banner look="warning">{error}</Banner>}
      <DialogActions>
        <Button onPress={() => actions.close()}>{t.common.cancel}</Button>
        <Button look="primary" icon={GitMerge} isDisabled={busy} onPress={start} autoFocus>
          {words.merge}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
