import { ArrowDownUp } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Columns, SingleColumn } from '../../pieces/columns.tsx';
import { useActions, useAppState, useUi } from '../../state/shoal.ts';
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
      <SingleColumn title="Transfers">
        <NoTransfers />
      </SingleColumn>
    );
  }
  return (
    <Columns
      label="Transfers"
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
      title="Nothing on its way"
      actions={
        <>
          <Button onPress={() => actions.open({ kind: 'limits' })}>Speed limits…</Button>
          <Button onPress={() => actions.go({ screen: 'nearby' })}>See what is nearby</Button>
        </>
      }
    >
      <p>Whatever you fetch or clone shows up here, with who gave what.</p>
    </EmptyState>
  );
}
