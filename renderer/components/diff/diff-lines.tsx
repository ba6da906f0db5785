import { type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, type Ref, useCallback, useMemo, useRef } from 'react';
import { t } from '../../texts/texts.ts';
import { blocksAround, blocksOf, type DiffRow } from '../../view/diff/blocks.ts';
import type { ConflictRow } from '../../view/diff/conflicts.ts';
import { useRem } from '../layout/use-rem.ts';
import { DiffBlock } from './diff-block.tsx';
import styles from './diff-lines.module.css';
import type { Highlights } from './highlighting/highlights.ts';
import { type DiffSteps, useSteps } from './use-steps.ts';

interface Props {
  readonly label: string;
  readonly rows: readonly DiffRow[];
  readonly highlights: Highlights | null;
  /** Where there is something to go to. */
  readonly steps?: Ref<DiffSteps>;
  readonly conflict?: (row: ConflictRow) => ReactNode;
  /** Above and below the lines. */
  readonly before?: ReactNode;
  readonly after?: ReactNode;
}

/** Heights in rem, as in the style sheets; what is higher is measured. */
const LINE = 1.3125;
const GAP = 2;
const CONFLICT = 12;
/** Rows beyond what is on screen. */
const OVERSCAN = 8;
/** What is gone to has so many lines above it. */
const LEAD = 3;

/** The lines of a diff, of which only those on screen are there, however many there are. */
export function DiffLines({ label, rows, highlights, steps, conflict, before, after }: Props) {
  const scroller = useRef<HTMLElement>(null);
  const rem = useRem();
  const blocks = useMemo(() => blocksOf(rows), [rows]);
  const heights = useMemo(
    () =>
      blocks.map(({ from, to }) =>
        rows.slice(from, to).reduce((sum, row) => sum + Math.round(heightOf(row) * rem), 0),
      ),
    [blocks, rows, rem],
  );
  const layout = layoutOf(rows);
  // What is measured of a block says nothing of the block in its place in another layout.
  const getItemKey = useCallback((index: number) => `${layout} ${index}`, [layout]);
  const rangeExtractor = useCallback(
    ({ startIndex, endIndex }: Range) => [...blocksAround(blocks, startIndex, endIndex, OVERSCAN)],
    [blocks],
  );
  const virtualizer = useVirtualizer({
    count: blocks.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[index] ?? 0,
    getItemKey,
    indexAttribute: 'data-block',
    rangeExtractor,
    scrollPaddingStart: Math.round(LEAD * LINE * rem),
  });
  const current = useSteps(virtualizer, blocks, Math.round(LINE * rem), steps);
  const digits = useMemo(() => String(highestNumber(rows)).length, [rows]);
  const style = { '--digits': digits } as CSSProperties;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <section ref={scroller} className={styles.scroll} style={style} tabIndex={0} aria-label={label}>
      {before}
      <div className={styles.all} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const block = blocks[index];
          if (block === undefined) return null;
          const isHere = current !== null && block.from === current.row;
          return (
            <DiffBlock
              key={key}
              {...{ index, start, rows, block, highlights, conflict }}
              current={isHere ? current.row : null}
              measure={virtualizer.measureElement}
            />
          );
        })}
      </div>
      {after}
      <p className="sr-only" role="status">
        {current !== null && t.head.diff.change(current.number, current.all)}
      </p>
    </section>
  );
}

/** Which kind of lines there are, of which there is but one. */
function layoutOf(rows: readonly DiffRow[]): DiffRow['kind'] | undefined {
  return rows.find(({ kind }) => kind !== 'gap' && kind !== 'conflict')?.kind;
}

function heightOf(row: DiffRow): number {
  if (row.kind === 'gap') return GAP;
  return row.kind === 'conflict' ? CONFLICT : LINE;
}

function highestNumber(rows: readonly DiffRow[]): number {
  return rows.reduce((highest, row) => {
    if (row.kind === 'plain') return Math.max(highest, row.number);
    if (row.kind === 'line') return Math.max(highest, row.old ?? 0, row.new ?? 0);
    if (row.kind === 'pair') return Math.max(highest, row.left?.old ?? 0, row.right?.new ?? 0);
    return highest;
  }, 1);
}
