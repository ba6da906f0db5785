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

/** A text that may be coloured, under a number of its own. */
export interface NumberedText {
  readonly text: number;
  readonly content: string;
}

/** To the worker: texts of one language. Nothing is done for them before they are looked at. */
export interface TextsRequest {
  readonly kind: 'texts';
  readonly language: Language;
  readonly texts: readonly NumberedText[];
}

/** To the worker: a text is to be coloured as far as this, in UTF-16 units, unless it is already. */
export interface ReachRequest {
  readonly kind: 'reach';
  readonly text: number;
  readonly to: number;
}

export type ColourRequest = TextsRequest | ReachRequest;

/** From the worker: what stands in a part of a text, which goes on where the last answer ended. */
export interface ColourAnswer {
  readonly text: number;
  /** The parts of a text are counted from 0. */
  readonly part: number;
  /** Where it ends, in UTF-16 units. */
  readonly to: number;
  /** No more of this text is told. */
  readonly isLast: boolean;
  /** Three numbers for each token: from, to (UTF-16 units), and the place of its style in `STYLES`. */
  readonly tokens: Uint32Array<ArrayBuffer>;
}
