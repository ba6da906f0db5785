import { useCallback, useSyncExternalStore } from 'react';
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
  /** The look of the place that it takes where it stands. */
  readonly place?: string | undefined;
}

/** A line of somebody's file. It is text and nothing else, whatever stands in it. */
export function Code({ text, source, words, cut, highlights, place }: Props) {
  const tokens = useTokens(highlights, source, text.length);
  const left = Math.max(0, text.length - SHOWN_LENGTH);
  return (
    <code className={`selectable ${styles.code} ${place ?? ''}`} dir="ltr">
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
}

const isPlain = ({ style, isWord, hidden }: Piece) => style === null && !isWord && hidden === null;

const NO_TOKENS: readonly Token[] = [];
const stopNothing = () => {};

/** What is on screen is coloured, and drawn anew when its own colours come; those of other lines do not concern it. */
function useTokens(highlights: Highlights | null, source: Source, length: number) {
  const follow = useCallback(
    (told: () => void) => highlights?.follow(source, length, told) ?? stopNothing,
    [highlights, source, length],
  );
  useSyncExternalStore(follow, () => highlights?.knownOf(source, length) ?? 0);
  return highlights?.tokensAt(source, length) ?? NO_TOKENS;
}
