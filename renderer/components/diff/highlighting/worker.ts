import type { Parser } from '@lezer/common';
import { type ColouredPart, colourText } from './colour-text.ts';
import type { ColourAnswer, ColourRequest, ReachRequest, TextsRequest } from './messages.ts';
import { PARSERS } from './parsers.ts';

/** A text, as far as it is coloured. */
interface Colouring {
  readonly content: string;
  parts: Generator<ColouredPart> | null;
  told: number;
  to: number;
}

/** Those that are not coloured to their ends. */
const left = new Map<number, Colouring>();
let parser: Promise<Parser> | null = null;

/**
 * Colours texts beside the page, as far as they are looked at: to the end of a long one it takes seconds of a core, which the
 * page needs itself where there are few. It is ended when they are no longer shown. What fails is told to the page as an error.
 */
addEventListener('message', ({ data }: MessageEvent<ColourRequest>) => {
  if (data.kind === 'texts') take(data);
  else reach(data).catch(reportError);
});

function take({ language, texts }: TextsRequest): void {
  parser ??= PARSERS[language]();
  // Whoever waits for it is told.
  parser.catch(() => {});
  for (const { text, content } of texts) left.set(text, { content, parts: null, told: 0, to: 0 });
}

async function reach({ text, to }: ReachRequest): Promise<void> {
  const known = await parser;
  const colouring = left.get(text);
  if (known === null || colouring === undefined) return;
  colouring.parts ??= colourText(known, colouring.content);
  while (colouring.to < to && tellNext(text, colouring, colouring.parts));
}

/** @returns whether there is more */
function tellNext(text: number, colouring: Colouring, parts: Generator<ColouredPart>): boolean {
  const part = nextOf(parts);
  colouring.to = part?.to ?? colouring.content.length;
  const isLast = colouring.to === colouring.content.length;
  const tokens = part?.tokens ?? new Uint32Array();
  const answer: ColourAnswer = { text, part: colouring.told, to: colouring.to, isLast, tokens };
  postMessage(answer, { transfer: [tokens.buffer] });
  colouring.told += 1;
  if (isLast) left.delete(text);
  return !isLast;
}

/** Null where there is none: what nests without end has no colours; all others have theirs. */
function nextOf(parts: Generator<ColouredPart>): ColouredPart | null {
  try {
    return parts.next().value ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
