import { memo } from 'react';
import { t } from '../../texts/texts.ts';
import { lineWords } from '../../view/diff/line-words.ts';
import type { GapRow, LineRow, PairRow, PlainRow } from '../../view/diff/rows.ts';
import { VisibleText } from '../signs/visible-text.tsx';
import { Code } from './code.tsx';
import styles from './diff-row.module.css';
import type { Highlights } from './highlighting/highlights.ts';

interface Props<Row> {
  readonly row: Row;
  readonly highlights: Highlights | null;
}

const SIGNS = { same: '', added: '+', removed: '-' } as const;

/** A line with its numbers on both sides. */
export const UnifiedLine = memo(function UnifiedLine({ row, highlights }: Props<LineRow>) {
  return (
    <div className={styles.unified} data-change={row.change}>
      <LineNumber of={row.old} />
      <LineNumber of={row.new} />
      <Line row={row} highlights={highlights} />
    </div>
  );
});

/** What was on the left, what is on the right. */
export const SplitLine = memo(function SplitLine({ row, highlights }: Props<PairRow>) {
  const { left, right } = row;
  return (
    <div className={styles.split}>
      <Half row={left} number={left?.old ?? null} highlights={highlights} />
      <Half row={right} number={right?.new ?? null} highlights={highlights} />
    </div>
  );
});

/** A line of a file that is not compared. */
export const PlainLine = memo(function PlainLine({ row, highlights }: Props<PlainRow>) {
  const { text, cut, isOpenEnded, source, number } = row;
  return (
    <div className={styles.plain}>
      <LineNumber of={number} />
      <div className={styles.code}>
        <Code {...{ text, source, cut, highlights }} words={NO_WORDS} />
        {isOpenEnded && <OpenEnd />}
      </div>
    </div>
  );
});

function Half({ row, number, highlights }: Props<LineRow | null> & { number: number | null }) {
  if (row === null) return <div className={styles.half} data-change="none" />;
  return (
    <div className={styles.half} data-change={row.change}>
      <LineNumber of={number} />
      <Line row={row} highlights={highlights} />
    </div>
  );
}

function Line({ row, highlights }: Props<LineRow>) {
  const { change, text, partner, cut, source, isOpenEnded } = row;
  return (
    <>
      <span className={styles.sign}>{SIGNS[change]}</span>
      <div className={styles.code}>
        <Code {...{ text, source, cut, highlights }} words={wordsOf(change, text, partner)} />
        {isOpenEnded && <OpenEnd />}
      </div>
    </>
  );
}

function OpenEnd() {
  return <span className={styles.note}>{t.head.diff.noLineBreak}</span>;
}

const NO_WORDS = [] as const;

function wordsOf(change: LineRow['change'], text: string, partner: string | null) {
  if (partner === null || change === 'same') return NO_WORDS;
  return change === 'removed' ? lineWords(text, partner).removed : lineWords(partner, text).added;
}

function LineNumber({ of }: { of: number | null }) {
  return (
    <span className={styles.number} aria-hidden="true">
      {of}
    </span>
  );
}

/** How much is left out where two parts of a file meet. */
export function Gap({ row: { lines, heading } }: { row: GapRow }) {
  return (
    <div className={styles.gap}>
      <span>{t.head.diff.unchanged(lines)}</span>
      {heading !== '' && (
        <code className={styles.heading} dir="ltr">
          <VisibleText text={heading} />
        </code>
      )}
    </div>
  );
}
