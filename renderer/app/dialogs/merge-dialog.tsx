import { GitMerge } from 'lucide-react';
import type { MergeOffer } from '../../../shared/api/heads/head-look.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions, useShoal } from '../../state/shoal.ts';
import type { HeadPlace } from '../../state/ui-store.ts';
import { useSubmit } from '../../state/use-submit.ts';
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
  if (!offer.isPossible) return <RefusalDialog title={`Merge ${label}`} refusal={offer} />;
  const { into, how } = offer;
  return (
    <Dialog title={`Merge ${label} into ${into}?`} onClose={() => actions.close()}>
      <p>
        {how === 'fast-forward'
          ? `Your ${into} moves along to the newest commit of ${label}. No commit is made.`
          : `It merges cleanly: a merge commit is made on your ${into}.`}{' '}
        Your files follow, and it can be undone.
      </p>
      {error !== null && <Banner look="warning">{error}</Banner>}
      <DialogActions>
        <Button onPress={() => actions.close()}>Cancel</Button>
        <Button look="primary" icon={GitMerge} isDisabled={busy} onPress={start} autoFocus>
          Merge
        </Button>
      </DialogActions>
    </Dialog>
  );
}
