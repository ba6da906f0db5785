import type { Parser } from '@lezer/common';
import { colourText } from './colour-text.ts';
import type { ColourAnswer, ColourRequest, NumberedText } from './messages.ts';
import { PARSERS } from './parsers.ts';

/** Colours texts beside the page, which is ended when they are no longer shown. What fails is told to the page as an error. */
addEventListener('message', ({ data }: MessageEvent<ColourRequest>) => {
  colour(data).catch(reportError);
});

async function colour({ language, texts }: ColourRequest): Promise<void> {
  const parser = await PARSERS[language]();
  for (const text of texts) colourOne(parser, text);
}

function colourOne(parser: Parser, { text, content }: NumberedText): void {
  let part = 0;
  try {
    for (const tokens of colourText(parser, content)) {
      tell({ text, part, isLast: false, tokens });
      part += 1;
    }
  } catch (error) {
    // What nests without end has no colours; all others have theirs.
    if (!(error instanceof RangeError)) throw error;
  }
  tell({ text, part, isLast: true, tokens: new Uint32Array() });
}

function tell(answer: ColourAnswer): void {
  postMessage(answer, { transfer: [answer.tokens.buffer] });
}
