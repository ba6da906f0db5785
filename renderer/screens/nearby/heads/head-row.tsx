import { Check } from 'lucide-react';
import { GridListItem } from 'react-aria-components';
import type { LocalRepository } from '../../../../shared/api/state.ts';
import type { Tip } from '../../../../shared/gtp/manifest.ts';
import { Button } from '../../../components/controls/button.tsx';
import { RowElement, type RowProps } from '../../../components/layout/row-element.tsx';
import { Avatar, AvatarStack } from '../../../components/signs/avatar.tsx';
import { Icon } from '../../../components/signs/icon.tsx';
import { Pill } from '../../../components/signs/pill.tsx';
import { SelectableName } from '../../../components/signs/selectable-name.tsx';
import { useNow } from '../../../state/clock.tsx';
import { headKey } from '../../../state/heads.ts';
import { useActions, useAppState, useShoal } from '../../../state/shoal.ts';
import type { OpenHead } from '../../../state/ui-store.ts';
import { t } from '../../../texts/texts.ts';
import { age } from '../../../view/age.ts';
import { asOfWords } from '../../../view/people/depots.ts';
import { alsoAtSentence, hasLeft, isFetchable, presenceLabel } from '../../../view/people/peers.ts';
import { bringsSentence, broughtBy } from '../../../view/projects/coming.ts';
import {
  type HeadRow,
  isNew,
  isUndone,
  type TagRow,
  type TheirHead,
} from '../../../view/projects/heads.ts';
import { relationPills } from '../../../view/projects/relation.ts';
import {
  capitalized,
  isAtRest,
  runningInto,
  runningLabel,
} from '../../../view/transfers/transfers.ts';
import { useAround } from './around-heads.ts';
import styles from './head-row.module.css';
import { Lane } from './lane.tsx';
import { Outlook } from './outlook.tsx';
import { useHeadMenu } from './use-head-menu.ts';

interface Props {
  readonly id: string;
  readonly row: HeadRow | TagRow;
  /** Where it is opened; null for mine. */
  readonly place: OpenHead | null;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export function HeadListItem({ id, row, place, isFirst, isLast }: Props) {
  const { heads } = useShoal();
  const onOpen = place === null ? undefined : () => heads.open(place);
  return (
    <GridListItem
      id={id}
      className={styles.item}
      textValue={textOf(row)}
      data-head={row.kind === 'mine' ? undefined : headKey(row.peer.id, row.head.ref)}
      data-copy={row.kind === 'mine' ? row.branch : row.label}
      onAction={onOpen}
      render={(props) => <Element {...props} row={row} />}
    >
      <Row {...{ row, isFirst, isLast, onOpen }} />
    </GridListItem>
  );
}

/** A row on screen: only they follow the state. */
function Element({ row, ...props }: RowProps & { readonly row: HeadRow }) {
  const { project, copy } = useAround();
  return <RowElement {...props} onMenu={useHeadMenu(row, project, copy)} />;
}

interface DrawnProps extends Omit<Props, 'id' | 'place'> {
  readonly onOpen: (() => void) | undefined;
}

function Row({ row, isFirst, isLast, onOpen }: DrawnProps) {
  const { all, copy, height } = useAround();
  return (
    <div className={styles.row} data-lane={copy !== null || undefined}>
      {copy !== null && <Lane {...{ row, height, isFirst, isLast }} />}
      {row.kind === 'mine' ? <Mine row={row} /> : <Theirs {...{ row, all, copy, onOpen }} />}
    </div>
  );
}

function textOf(row: HeadRow): string {
  return row.kind === 'mine' ? t.nearby.head.mine(row.branch) : row.label;
}

function Mine({ row }: { row: Extract<HeadRow, { kind: 'mine' }> }) {
  const self = useAppState((state) => state.self);
  return (
    <>
      {self !== null && <Avatar person={self} size="large" />}
      <div className={styles.texts}>
        <div className={styles.names}>
          <code className={`selectable ${styles.name}`}>{row.branch}</code>
          <span className={styles.pills}>
            <Pill>{t.nearby.head.youAreHere}</Pill>
          </span>
        </div>
        <TipLine tip={row.tip} />
      </div>
    </>
  );
}

interface TheirsProps {
  readonly row: TheirHead | TagRow;
  readonly all: readonly HeadRow[];
  readonly copy: LocalRepository | null;
}

function Theirs({ onOpen, ...props }: TheirsProps & { onOpen: (() => void) | undefined }) {
  const { row, all, copy } = props;
  const { peer, head, label, standing, beside, asOf } = row;
  const now = useNow();
  const others = 'holders' in row ? row.holders.slice(1) : isNew(row) ? row.alsoAt : [];
  const checkedOut = copy?.status.state === 'ready' ? copy.status.branch : null;
  const pills = standing === null ? [] : relationPills(head, standing, checkedOut);
  return (
    <>
      <Avatar person={peer} size="large" away={hasLeft(peer)} />
      <div className={styles.texts}>
        <div className={styles.names}>
          <SelectableName className={styles.name} title={label} onOpen={onOpen}>
            {label}
          </SelectableName>
          <span className={styles.pills}>
            {pills.map(({ text, sentence }) => (
              <Pill key={text} title={sentence}>
                {text}
              </Pill>
            ))}
            {isNew(row) && <Pill look="accent">{t.nearby.head.new}</Pill>}
            {beside !== null && (
              <Pill title={t.nearby.head.anotherCopy(peer.name)}>
                {t.nearby.head.inCopy(beside.name)}
              </Pill>
            )}
            {asOf !== null && (
              <Pill title={t.people.depot.wasThere(label)}>{asOfWords(asOf, now)}</Pill>
            )}
            {isUndone(row) && <Pill title={t.nearby.head.tookBack}>{t.common.undone}</Pill>}
            {others.length > 0 && (
              <span className={styles.alsoAt} title={alsoAtSentence(others)}>
                {t.nearby.head.alsoAt} <AvatarStack people={others} />
              </span>
            )}
          </span>
        </div>
        <TipLine tip={head.tip} />
      </div>
      {copy !== null && (
        <div className={styles.end}>
          <Merge row={row} copy={copy} />
          <Action row={row} all={all} copy={copy} />
        </div>
      )}
    </>
  );
}

function Merge({ row, copy }: { row: TheirHead; copy: LocalRepository }) {
  const outlook = row.standing?.merge ?? null;
  const branch = copy.status.state === 'ready' ? copy.status.branch : null;
  if (outlook === null || branch === null) return null;
  const place = { repository: copy.id, peer: row.peer.id, ref: row.head.ref };
  return <Outlook outlook={outlook} head={row.label} branch={branch} place={place} />;
}

function TipLine({ tip }: { tip: Tip | null }) {
  const now = useNow();
  if (tip === null) return null;
  return (
    <div className={styles.tip}>
      <span className={styles.subject} title={`${tip.subject} (${tip.author})`}>
        {tip.subject}
      </span>
      <span className={styles.age}>{age(tip.time * 1000, now)}</span>
    </div>
  );
}

/** What is left to do about a head, or why nothing is. */
function Action({ row, all, copy }: TheirsProps & { readonly copy: LocalRepository }) {
  const actions = useActions();
  const now = useNow();
  const running = useAppState(({ transfers }) => runningInto(copy.path, transfers));
  const { peer, standing } = row;
  const words = t.nearby.head;
  if (!isNew(row) && !isUndone(row)) {
    const tracking = standing?.tracking ?? null;
    if (tracking === null && row.beside !== null) {
      const why = words.otherIsFetched(peer.name, row.beside.taken);
      return (
        <span className={styles.state} title={why}>
          {words.notFetched}
        </span>
      );
    }
    if (tracking === null) {
      // A tag comes along with the commits that it names.
      const isHere = row.head.kind === 'tag' && standing?.here === true;
      return (
        <span className={styles.state}>{isHere ? words.alreadyHere : words.nothingToFetch}</span>
      );
    }
    return (
      <span className={styles.state} title={words.keptAs(tracking)}>
        <Icon of={Check} /> {words.fetched}
      </span>
    );
  }
  if (running !== null) {
    const label = isAtRest(running) ? capitalized(runningLabel(running)) : t.common.fetching;
    return <span className={styles.state}>{label}</span>;
  }
  if (!isFetchable(peer)) {
    return <span className={styles.state}>{presenceLabel(peer.presence, now)}</span>;
  }
  const isAgain = isUndone(row);
  const coming = broughtBy(all, [peer.id]);
  return (
    <span title={coming === null ? undefined : bringsSentence(peer.name, coming)}>
      <Button
        look="row"
        aria-label={isAgain ? words.fetchAgainFrom(peer.name) : words.fetchFrom(peer.name)}
        onPress={() => actions.fetch({ repository: copy.id, peers: [peer.id] })}
      >
        {isAgain ? words.fetchAgain : t.common.fetch}
      </Button>
    </span>
  );
}
