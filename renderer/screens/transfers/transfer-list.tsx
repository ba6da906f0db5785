import { ListBox, ListBoxItem } from 'react-aria-components';
import { isRunning, type Transfer } from '../../../shared/api/state.ts';
import type { TransferId } from '../../../shared/ids.ts';
import { Button } from '../../components/controls/button.tsx';
import { oneChoice } from '../../components/controls/one-choice.ts';
import { useContextMenu } from '../../components/layout/context-menu.tsx';
import { ListHeader } from '../../components/layout/list-header.tsx';
import { PlacedList } from '../../components/layout/placed-list.tsx';
import { RowElement, type RowProps } from '../../components/layout/row-element.tsx';
import styles from '../../components/layout/two-line-list.module.css';
import { Pill } from '../../components/signs/pill.tsx';
import { useOpenEntries } from '../../pieces/open-with.tsx';
import { SpeedLimits } from '../../pieces/speed-limits.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { age } from '../../view/age.ts';
import { isAtRest, phaseLabel, runningNote } from '../../view/transfers/transfers.ts';

interface Props {
  readonly transfers: readonly Transfer[];
  readonly selected: TransferId;
}

export function TransferList({ transfers, selected }: Props) {
  const actions = useActions();
  const choose = (transfer: TransferId) => actions.go({ transfer });
  const ended = transfers.filter((transfer) => !isRunning(transfer));
  const clear = () => {
    for (const { id } of ended) actions.dismiss(id);
  };
  return (
    <>
      <ListHeader
        title={t.transfers.title}
        note={runningNote(transfers)}
        action={
          ended.length > 0 && (
            <Button look="quiet" onPress={clear}>
              {t.transfers.clearEnded}
            </Button>
          )
        }
      />
      <PlacedList row={4}>
        <ListBox
          aria-label={t.transfers.title}
          className={styles.list}
          items={transfers}
          {...oneChoice(selected, { choose, open: () => actions.openDetail() })}
        >
          {(transfer) => <Item id={transfer.id} transfer={transfer} />}
        </ListBox>
      </PlacedList>
      <footer className={styles.foot}>
        <SpeedLimits />
      </footer>
    </>
  );
}

function Item({ id, transfer }: { id: TransferId; transfer: Transfer }) {
  const actions = useActions();
  return (
    <ListBoxItem
      id={id}
      className={styles.item}
      textValue={transfer.name}
      onPress={() => actions.go({ opened: true })}
      render={(props) => <Element {...props} transfer={transfer} />}
    >
      <Row transfer={transfer} />
    </ListBoxItem>
  );
}

/** A row on screen: only they follow the state. */
function Element({
  transfer: { name, path, kind, phase },
  ...props
}: RowProps & { readonly transfer: Transfer }) {
  // What a clone makes is no repository before it is done.
  const isThere = kind === 'fetch' || phase.state === 'done';
  const groups = useOpenEntries(path, isThere);
  return <RowElement {...props} onMenu={useContextMenu(name, () => groups)} />;
}

function Row({ transfer }: { transfer: Transfer }) {
  const now = useNow();
  return (
    <div className={styles.row}>
      <span className={styles.line}>
        <span className={styles.name}>{transfer.name}</span>
        <State transfer={transfer} />
      </span>
      <span className={styles.line}>
        <span className={styles.path}>{phaseLabel(transfer)}</span>
        <span className={styles.note}>{age(transfer.startedAt, now)}</span>
      </span>
    </div>
  );
}

function State({ transfer }: { transfer: Transfer }) {
  if (transfer.phase.state === 'failed') return <Pill look="warning">{t.transfers.failed}</Pill>;
  if (transfer.phase.state === 'verifying')
    return <Pill look="accent">{t.transfers.checking}</Pill>;
  if (!isRunning(transfer) || isAtRest(transfer)) return null;
  return (
    <Pill look="accent">
      {transfer.kind === 'clone' ? t.transfers.cloning : t.transfers.fetching}
    </Pill>
  );
}
