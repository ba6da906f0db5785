import type { Language } from '../../../view/diff/language.ts';

/** What parts of a line are, as far as they have a colour. A token names its style by its place here. */
export const STYLES = [
  'keyword',
  'string',
  'comment',
  'number',
  'name',
  'type',
  'tag',
  'heading',
] as const;

/** A text to be coloured, under a number of its own. */
export interface NumberedText {
  readonly text: number;
  readonly content: string;
}

/** To the worker: texts of one language, to be coloured one after the other. */
export interface ColourRequest {
  readonly language: Language;
  readonly texts: readonly NumberedText[];
}

/** From the worker: what stands in a part of a text, which goes on where the last answer ended. */
export interface ColourAnswer {
  readonly text: number;
  /** The parts of a text are counted from 0. */
  readonly part: number;
  /** No more of this text is told. */
  readonly isLast: boolean;
  /** Three numbers for each token: from, to (UTF-16 units), and the place of its style in `STYLES`. */
  readonly tokens: Uint32Array<ArrayBuffer>;
}
