import { memo, type ReactNode } from 'react';
import { assertNever } from '../../../shared/errors.ts';
import type { Block, DiffRow } from '../../view/diff/blocks.ts';
import type { ConflictRow } from '../../view/diff/conflicts.ts';
import styles from './diff-lines.module.css';
import { Gap, type Place, PlainLine, rowOf, SplitLine, UnifiedLine } from './diff-row.tsx';
import type { Highlights } from './highlighting/highlights.ts';

interface Props {
  readonly index: number;
  /** Where it begins, in pixels from the first row. */
  readonly start: number;
  readonly rows: readonly DiffRow[];
  readonly block: Block;
  readonly highlights: Highlights | null;
  readonly conflict: ((row: ConflictRow) => ReactNode) | undefined;
  /** The row of it that was gone to. */
  readonly current: number | null;
  readonly measure: (element: Element | null) => void;
}

/** Rows one below the other, which are placed and measured as one. */
export const DiffBlock = memo(function DiffBlock(props: Props) {
  const { index, start, rows, block, highlights, conflict, current, measure } = props;
  return (
    <div
      ref={measure}
      className={styles.block}
      data-block={index}
      style={{ transform: `translateY(${start}px)` }}
    >
      {rows.slice(block.from, block.to).map((row, i) => {
        const at = block.from + i;
        const place: Place = { index: at, isCurrent: at === current };
        return <Row key={at} {...{ row, place, highlights, conflict }} />;
      })}
    </div>
  );
});

interface RowProps extends Pick<Props, 'highlights' | 'conflict'> {
  readonly row: DiffRow;
  readonly place: Place;
}

function Row({ row, place, highlights, conflict }: RowProps) {
  switch (row.kind) {
    case 'line':
      return <UnifiedLine {...{ row, place, highlights }} />;
    case 'pair':
      return <SplitLine {...{ row, place, highlights }} />;
    case 'plain':
      return <PlainLine {...{ row, place, highlights }} />;
    case 'gap':
      return <Gap {...{ row, place }} />;
    case 'conflict':
      return <div {...rowOf(place)}>{conflict?.(row)}</div>;
    default:
      return assertNever(row);
  }
}
