import { memo, useSyncExternalStore } from 'react';
import { t } from '../../texts/texts.ts';
import {
  linePieces,
  type Piece,
  type Range,
  SHOWN_LENGTH,
  type Token,
} from '../../view/diff/line-pieces.ts';
import type { Source } from '../../view/diff/rows.ts';
import { HiddenSign } from '../signs/visible-text.tsx';
import styles from './code.module.css';
import type { Highlights } from './highlighting/highlights.ts';

interface Props {
  readonly text: string;
  readonly source: Source;
  readonly words: readonly Range[];
  /** Bytes that are not told. */
  readonly cut: number;
  readonly highlights: Highlights | null;
}

/** A line of somebody's file. It is text and nothing else, whatever stands in it. */
export const Code = memo(function Code({ text, source, words, cut, highlights }: Props) {
  const tokens = useTokens(highlights, source, text.length);
  const left = Math.max(0, text.length - SHOWN_LENGTH);
  return (
    <code className={`selectable ${styles.code}`} dir="ltr">
      {linePieces(text, tokens, words).map((piece) => {
        const { from, text: part, style, isWord, hidden } = piece;
        // Half of all pieces look like any text: an element for each would double what scrolling makes and lays out.
        if (isPlain(piece)) return part;
        return (
          <span
            key={from}
            className={style === null ? undefined : styles[style]}
            data-word={isWord || undefined}
          >
            {hidden === null ? part : <HiddenSign of={hidden} />}
          </span>
        );
      })}
      {(left > 0 || cut > 0) && (
        <span className={styles.rest}>
          {' … '}
          {cut > 0 ? t.head.diff.bytesMore(left + cut) : t.head.diff.charactersMore(left)}
        </span>
      )}
    </code>
  );
});

const isPlain = ({ style, isWord, hidden }: Piece) => style === null && !isWord && hidden === null;

const NO_TOKENS: readonly Token[] = [];
const neverChanges = () => () => {};
const zero = () => 0;

function useTokens(highlights: Highlights | null, source: Source, length: number) {
  useSyncExternalStore(highlights?.subscribe ?? neverChanges, highlights?.version ?? zero);
  return highlights?.tokensAt(source, length) ?? NO_TOKENS;
}
