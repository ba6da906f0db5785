import { ArrowDownUp } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Columns, SingleColumn } from '../../pieces/columns.tsx';
import { useActions, useAppState, useUi } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { orderTransfers } from '../../view/transfers/transfers.ts';
import { TransferDetail } from './transfer-detail.tsx';
import { TransferList } from './transfer-list.tsx';

/** What is on its way, and what came. */
export function TransfersScreen() {
  const transfers = useAppState((state) => state.transfers);
  const ordered = useMemo(() => orderTransfers(transfers), [transfers]);
  const chosen = useUi((ui) => ui.transfer);
  const transfer = ordered.find(({ id }) => id === chosen) ?? ordered[0];
  if (transfer === undefined) {
    return (
      <SingleColumn title={t.transfers.title}>
        <NoTransfers />
      </SingleColumn>
    );
  }
  return (
    <Columns
      label={t.transfers.title}
      list={<TransferList transfers={ordered} selected={transfer.id} />}
      detail={<TransferDetail key={transfer.id} transfer={transfer} />}
    />
  );
}

function NoTransfers() {
  const actions = useActions();
  return (
    <EmptyState
      icon={ArrowDownUp}
      title={t.transfers.emptyTitle}
      actions={
        <>
          <Button onPress={() => actions.open({ kind: 'limits' })}>
            {t.transfers.speedLimits}
          </Button>
          <Button onPress={() => actions.go({ screen: 'nearby' })}>{t.common.seeNearby}</Button>
        </>
      }
    >
      <p>{t.transfers.empty}</p>
    </EmptyState>
  );
}
