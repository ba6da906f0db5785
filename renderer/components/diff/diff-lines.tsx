import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type ReactNode,
  type Ref,
  useCallback,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { assertNever } from '../../../shared/errors.ts';
import { t } from '../../texts/texts.ts';
import type { ConflictRow } from '../../view/diff/conflicts.ts';
import {
  changeStarts,
  type GapRow,
  type LineRow,
  type PairRow,
  type PlainRow,
} from '../../view/diff/rows.ts';
import { useRem } from '../layout/use-rem.ts';
import styles from './diff-lines.module.css';
import { Gap, PlainLine, SplitLine, UnifiedLine } from './diff-row.tsx';
import type { Highlights } from './highlighting/highlights.ts';

type DiffRow = LineRow | PairRow | PlainRow | GapRow | ConflictRow;

/** Goes from change to change. */
export interface DiffSteps {
  /** Whether there was one to go to. */
  readonly next: () => boolean;
  readonly previous: () => boolean;
}

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
const OVERSCAN = 12;
/** What is gone to has so many lines above it. */
const LEAD = 3;

/** The lines of a diff, of which only those on screen are there, however many there are. */
export function DiffLines({ label, rows, highlights, steps, conflict, before, after }: Props) {
  const scroller = useRef<HTMLElement>(null);
  const rem = useRem();
  const heights = useMemo(() => rows.map((row) => Math.round(heightOf(row) * rem)), [rows, rem]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[index] ?? 0,
    overscan: OVERSCAN,
    scrollPaddingStart: Math.round(LEAD * LINE * rem),
  });
  const starts = useMemo(() => changeStarts(rows), [rows]);
  const current = useSteps(virtualizer, starts, steps);
  const digits = useMemo(() => String(highestNumber(rows)).length, [rows]);
  const style = { '--digits': digits } as CSSProperties;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <section ref={scroller} className={styles.scroll} style={style} tabIndex={0} aria-label={label}>
      {before}
      <div className={styles.all} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          return (
            row !== undefined && (
              <div
                key={key}
                ref={virtualizer.measureElement}
                className={styles.row}
                data-index={index}
                data-current={index === current || undefined}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Row row={row} highlights={highlights} conflict={conflict} />
              </div>
            )
          );
        })}
      </div>
      {after}
      <p className="sr-only" role="status">
        {current !== null && t.head.diff.change(starts.indexOf(current) + 1, starts.length)}
      </p>
    </section>
  );
}

function Row({
  row,
  highlights,
  conflict,
}: Pick<Props, 'highlights' | 'conflict'> & { row: DiffRow }) {
  switch (row.kind) {
    case 'line':
      return <UnifiedLine row={row} highlights={highlights} />;
    case 'pair':
      return <SplitLine row={row} highlights={highlights} />;
    case 'plain':
      return <PlainLine row={row} highlights={highlights} />;
    case 'gap':
      return <Gap row={row} />;
    case 'conflict':
      return conflict?.(row);
    default:
      return assertNever(row);
  }
}

/** The change that was gone to last, as long as it is on screen; where it is not, steps begin at what is. */
function useSteps(
  virtualizer: Virtualizer<HTMLElement, Element>,
  starts: readonly number[],
  steps: Ref<DiffSteps> | undefined,
): number | null {
  const [current, setCurrent] = useState<number | null>(null);
  const go = useCallback(
    (step: 1 | -1) => {
      const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
      const isOnScreen = current !== null && startIndex <= current && current <= endIndex;
      const from = isOnScreen ? current : step === 1 ? startIndex - 1 : endIndex + 1;
      const to = step === 1 ? starts.find((at) => at > from) : starts.findLast((at) => at < from);
      if (to === undefined) return false;
      virtualizer.scrollToIndex(to, { align: 'start' });
      setCurrent(to);
      return true;
    },
    [virtualizer, starts, current],
  );
  useImperativeHandle(steps, () => ({ next: () => go(1), previous: () => go(-1) }), [go]);
  return current !== null && starts.includes(current) ? current : null;
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
