import { colourText } from './colour-text.ts';
import type { ColourAnswer, ColourRequest } from './messages.ts';
import { PARSERS } from './parsers.ts';

/** Colours texts beside the page, which is ended when they are no longer shown. */
addEventListener('message', ({ data }: MessageEvent<ColourRequest>) => void colour(data));

async function colour({ language, texts }: ColourRequest): Promise<void> {
  const parser = await PARSERS[language]();
  for (const { text, content } of texts) {
    try {
      for (const tokens of colourText(parser, content)) {
        const answer: ColourAnswer = { text, tokens };
        postMessage(answer, { transfer: [tokens.buffer] });
      }
    } catch (error) {
      // What nests without end has no colours; all others have theirs.
      if (!(error instanceof RangeError)) throw error;
    }
  }
}
