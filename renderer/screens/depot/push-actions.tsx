import { ArrowUpFromLine, Check, Download } from 'lucide-react';
import type { DepotLook, OfferedBranch } from '../../../shared/api/depot-look-contract.ts';
import type { LocalRepository } from '../../../shared/api/state.ts';
import { formatBytes } from '../../../shared/domain/words/quantity.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { useActions, useShoal } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { pushLabel, pushStep } from '../../view/depots/push-step.ts';
import styles from './push-actions.module.css';
import type { Push, PushState } from './use-push.ts';

interface Props {
  readonly branch: OfferedBranch;
  readonly look: DepotLook;
  readonly repository: LocalRepository;
  readonly push: Push;
}

/** The one thing to do next with a branch, and what became of it. */
export function PushActions({ branch, look: { depot }, repository, push }: Props) {
  const { canPush, needsFetch, sentence } = pushStep(branch, depot.name);
  const { now } = push;
  return (
    <div className={styles.actions}>
      <p>{sentence}</p>
      <div className={styles.buttons}>
        {canPush && (
          <Button
            look="primary"
            icon={ArrowUpFromLine}
            isDisabled={now.state === 'pushing'}
            onPress={() => push.begin(branch)}
          >
            {pushLabel(branch)}
          </Button>
        )}
        {needsFetch && <FetchFrom depot={depot} repository={repository} />}
      </div>
      <Outcome now={now} push={push} depot={depot} />
    </div>
  );
}

function FetchFrom({
  depot,
  repository,
}: {
  depot: DepotLook['depot'];
  repository: LocalRepository;
}) {
  const actions = useActions();
  return (
    <Button
      look="primary"
      icon={Download}
      onPress={() => actions.fetch({ repository: repository.id, peers: [depot.id] })}
    >
      {t.common.fetchFrom(depot.name)}
    </Button>
  );
}

interface OutcomeProps {
  readonly now: PushState;
  readonly push: Push;
  readonly depot: DepotLook['depot'];
}

function Outcome({ now, push, depot }: OutcomeProps) {
  const { depots } = useShoal();
  switch (now.state) {
    case 'idle':
      return null;
    case 'pushing':
      return (
        <Banner
          look="waiting"
          action={
            <Button look="quiet" onPress={push.cancel}>
              {t.common.cancel}
            </Button>
          }
        >
          {t.depots.pushing(now.branch)} {now.sent > 0 && t.depots.sent(formatBytes(now.sent))}
        </Banner>
      );
    case 'pushed':
      return (
        <Banner
          look="note"
          icon={Check}
          action={
            <Button look="quiet" onPress={() => depots.show({ part: 'log' })}>
              {t.depots.seeLog}
            </Button>
          }
        >
          {t.depots.pushed(now.branch, depot.name)}
        </Banner>
      );
    case 'refused':
      return <Banner look="warning">{now.sentence}</Banner>;
  }
}
