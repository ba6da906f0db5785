import { useMemo } from 'react';
import { GridList } from 'react-aria-components';
import type { LocalRepository } from '../../../../shared/api/state.ts';
import type { Swarm } from '../../../../shared/api/swarm-state.ts';
import { PlacedList } from '../../../components/layout/placed-list.tsx';
import { useMedia } from '../../../components/layout/use-media.ts';
import { headPlace } from '../../../state/heads.ts';
import { useKept } from '../../../state/lists/use-kept.ts';
import type { HeadRow, TheirHead } from '../../../view/projects/heads.ts';
import { AroundHeads } from './around-heads.ts';
import styles from './head-list.module.css';
import { HeadListItem } from './head-row.tsx';

interface Props {
  readonly label: string;
  readonly swarm: Swarm;
  readonly rows: readonly HeadRow[];
  /** All heads of the project: a fetch of one of them brings all of its owner's. */
  readonly all: readonly HeadRow[];
  readonly copy: LocalRepository | null;
}

/** Two columns beside each other leave little room: a row has a line for its name alone. As in head-row.module.css. */
const TIGHT = '(min-width: 48em) and (max-width: 70em)';
/** In rem. */
const ROW = 4;
const TIGHT_ROW = 5.25;

/** Teammates' heads around mine, one to a row. */
export function HeadList({ label, swarm, rows, all, copy }: Props) {
  const height = useMedia(TIGHT) ? TIGHT_ROW : ROW;
  const { id: project } = swarm;
  const mine = copy?.id ?? null;
  const items = useMemo(
    () =>
      rows.map((row, index) => ({
        id: row.key,
        row,
        place: row.kind === 'mine' ? null : headPlace(atOf(row), project, mine),
        isFirst: index === 0,
        isLast: index === rows.length - 1,
      })),
    [rows, project, mine],
  );
  const around = useMemo(() => ({ project, all, copy, height }), [project, all, copy, height]);
  return (
    <AroundHeads value={around}>
      <PlacedList row={height}>
        <GridList
          aria-label={label}
          className={styles.list}
          items={useKept(items, idOf)}
          escapeKeyBehavior="none"
        >
          {(item) => <HeadListItem {...item} />}
        </GridList>
      </PlacedList>
    </AroundHeads>
  );
}

const atOf = ({ peer, head }: TheirHead) => ({ peer: peer.id, ref: head.ref });
const idOf = ({ id }: { readonly id: string }) => id;
