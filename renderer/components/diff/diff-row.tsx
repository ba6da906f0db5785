import type { ReactNode } from 'react';
import { t } from '../../texts/texts.ts';
import { lineWords } from '../../view/diff/line-words.ts';
import type { GapRow, LineRow, PairRow, PlainRow } from '../../view/diff/rows.ts';
import { VisibleText } from '../signs/visible-text.tsx';
import { Code } from './code.tsx';
import styles from './diff-row.module.css';
import type { Highlights } from './highlighting/highlights.ts';

/** Where a row stands among all of a diff. */
export interface Place {
  readonly index: number;
  /** It was gone to. */
  readonly isCurrent: boolean;
}

interface Props<Row> {
  readonly row: Row;
  readonly place: Place;
  readonly highlights: Highlights | null;
}

/*
 * While a diff is scrolled, its rows are made and laid out in every frame. So a row is one element with a child for each
 * thing that it shows, nothing stands for what it has not, and what needs no state is no component.
 */

/** A line with its numbers on both sides. */
export function UnifiedLine({ row, place, highlights }: Props<LineRow>) {
  return (
    <div {...rowOf(place, styles.unified)} data-change={row.change}>
      {lineNumber(row.old, styles.old)}
      {lineNumber(row.new, styles.now)}
      {line(row, highlights)}
    </div>
  );
}

/** What was on the left, what is on the right. */
export function SplitLine({ row: { left, right }, place, highlights }: Props<PairRow>) {
  return (
    <div {...rowOf(place, styles.split)}>
      {half(left, left?.old ?? null, highlights)}
      {half(right, right?.new ?? null, highlights)}
    </div>
  );
}

/** A line of a file that is not compared. */
export function PlainLine({ row, place, highlights }: Props<PlainRow>) {
  return (
    <div {...rowOf(place, styles.plain)}>
      {lineNumber(row.number, styles.old)}
      {code(row, NO_WORDS, highlights)}
    </div>
  );
}

/** How much is left out where two parts of a file meet. */
export function Gap({ row: { lines, heading }, place }: Pick<Props<GapRow>, 'row' | 'place'>) {
  return (
    <div {...rowOf(place, styles.gap)}>
      <span>{t.head.diff.unchanged(lines)}</span>
      {heading !== '' && (
        <code className={styles.heading} dir="ltr">
          <VisibleText text={heading} />
        </code>
      )}
    </div>
  );
}

/** What makes an element a row. */
export function rowOf({ index, isCurrent }: Place, look?: string) {
  return {
    className: look,
    'data-index': index,
    'data-current': isCurrent || undefined,
  };
}

function half(row: LineRow | null, number: number | null, highlights: Highlights | null) {
  if (row === null) return <div className={styles.half} data-change="none" />;
  return (
    <div className={styles.half} data-change={row.change}>
      {lineNumber(number, styles.old)}
      {line(row, highlights)}
    </div>
  );
}

function lineNumber(number: number | null, side: string | undefined): ReactNode {
  return (
    number !== null && (
      <span className={side} aria-hidden="true">
        {number}
      </span>
    )
  );
}

const SIGNS = { same: null, added: '+', removed: '-' } as const;

function line(row: LineRow, highlights: Highlights | null): ReactNode {
  const { change, text, partner } = row;
  const sign = SIGNS[change];
  return (
    <>
      {sign !== null && <span className={styles.sign}>{sign}</span>}
      {code(row, wordsOf(change, text, partner), highlights)}
    </>
  );
}

type Line = Pick<LineRow, 'text' | 'source' | 'cut' | 'isOpenEnded'>;
type Words = Parameters<typeof Code>[0]['words'];

function code(
  { text, source, cut, isOpenEnded }: Line,
  words: Words,
  highlights: Highlights | null,
) {
  const props = { text, source, cut, words, highlights };
  if (!isOpenEnded) return <Code {...props} place={styles.code} />;
  return (
    <div className={styles.code}>
      <Code {...props} />
      <span className={styles.note}>{t.head.diff.noLineBreak}</span>
    </div>
  );
}

const NO_WORDS = [] as const;

function wordsOf(change: LineRow['change'], text: string, partner: string | null): Words {
  if (partner === null || change === 'same') return NO_WORDS;
  return change === 'removed' ? lineWords(text, partner).removed : lineWords(partner, text).added;
}
