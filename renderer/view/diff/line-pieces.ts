import { type HiddenCharacter, hiddenCharacters } from './hidden-characters.ts';

/** Part of a line, in UTF-16 units. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What a part of a line is in its language. */
export interface Token extends Range {
  readonly style: string;
}

/** A part of a line that looks alike from its first character to its last. */
export interface Piece {
  /** Where it begins, which tells it from the others. */
  readonly from: number;
  readonly text: string;
  readonly style: string | null;
  /** It is what differs from the line beside it. */
  readonly isWord: boolean;
  /** It stands for a character that cannot be seen. */
  readonly hidden: HiddenCharacter | null;
}

/** A longer line is shown as far as this, in UTF-16 units: nobody reads on, and laying it out takes its time. */
export const SHOWN_LENGTH = 2_000;

/**
 * A line as it is shown: cut where colour or background change, and hidden characters apart.
 * @param tokens in order, none over another
 * @param words in order, none over another
 */
export function linePieces(
  line: string,
  tokens: readonly Token[],
  words: readonly Range[],
): readonly Piece[] {
  const text = line.length > SHOWN_LENGTH ? line.slice(0, SHOWN_LENGTH) : line;
  const hidden = hiddenCharacters(text);
  const cuts = new Set([0, text.length]);
  for (const { from, to } of [...tokens, ...words, ...hidden]) {
    if (from < text.length) cuts.add(Math.max(0, from));
    if (to < text.length) cuts.add(Math.max(0, to));
  }
  const at = [...cuts].sort((a, b) => a - b);
  const tokenAt = walker(tokens);
  const wordAt = walker(words);
  const hiddenAt = walker(hidden);
  return at.slice(0, -1).map((from, index) => ({
    from,
    text: text.slice(from, at[index + 1]),
    style: tokenAt(from)?.style ?? null,
    isWord: wordAt(from) !== null,
    hidden: hiddenAt(from),
  }));
}

/** Finds the range at each of ascending places. */
function walker<R extends Range>(ranges: readonly R[]): (place: number) => R | null {
  let next = 0;
  return (place) => {
    while ((ranges[next]?.to ?? Number.POSITIVE_INFINITY) <= place) next += 1;
    const range = ranges[next];
    return range !== undefined && range.from <= place ? range : null;
  };
}
