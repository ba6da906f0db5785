/** A command as sentences have it, between backticks or quotes: words, options and places for what is to be filled in. */
const COMMAND = /[`“„]((?:shoal|git)(?: [\w.[\]…:/=-]+)*)[`”“]/;

export interface PartOfSentence {
  readonly text: string;
  readonly isCommand: boolean;
}

/** A sentence, cut where commands stand in it; whatever else stands between backticks or quotes stays as it is. */
export function splitCommands(sentence: string): PartOfSentence[] {
  return sentence
    .split(COMMAND)
    .map((text, index) => ({ text, isCommand: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** The same without a type of its own, for where there is none: a tooltip, or what is read out. */
export function withoutTicks(sentence: string): string {
  return splitCommands(sentence)
    .map(({ text }) => text)
    .join('');
}
