import { useMemo } from 'react';
import { GridList } from 'react-aria-components';
import type { LocalRepository } from '../../../../shared/api/state.ts';
import { PlacedList } from '../../../components/layout/placed-list.tsx';
import type { HeadRow } from '../../../view/projects/heads.ts';
import styles from './head-list.module.css';
import { HeadListItem } from './head-row.tsx';

interface Props {
  readonly label: string;
  readonly rows: readonly HeadRow[];
  /** All heads of the project: a fetch of one of them brings all of its owner's. */
  readonly all: readonly HeadRow[];
  readonly copy: LocalRepository | null;
}

/** Teammates' heads around mine, one to a row. */
export function HeadList({ label, rows, all, copy }: Props) {
  const items = useMemo(
    () =>
      rows.map((row, index) => ({
        id: row.key,
        row,
        all,
        copy,
        isFirst: index === 0,
        isLast: index === rows.length - 1,
      })),
    [rows, all, copy],
  );
  return (
    <PlacedList row={4}>
      <GridList aria-label={label} className={styles.list} items={items} escapeKeyBehavior="none">
        {(item) => <HeadListItem {...item} />}
      </GridList>
    </PlacedList>
  );
}
