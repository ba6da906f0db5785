/** How much of a README is shown, in characters: what is longer takes too long to lay out. */
export const SHOWN_LENGTH = 64 * 1024;
/** Quotes, lists and links deeper than this are nobody's README. */
const MAX_NESTING = 24;
const MAX_LINE_MARKERS = 400;

export interface ReadmeText {
  readonly text: string;
  readonly isCut: boolean;
  /** Markdown that is safe to lay out; anything else is shown as it is. */
  readonly isMarkdown: boolean;
}

/** What to show of a README. */
export function readmeText(readme: {
  readonly name: string;
  readonly text: string;
  readonly isCut: boolean;
}): ReadmeText {
  const text = readme.text.slice(0, SHOWN_LENGTH);
  return {
    text,
    isCut: readme.isCut || text.length < readme.text.length,
    isMarkdown: /\.(?:md|markdown)$/i.test(readme.name) && !isHostile(text),
  };
}

/** Whether laying it out would nest without end: each marker at a line's start opens a level. */
function isHostile(text: string): boolean {
  return text.split('\n').some((line) => {
    const start = /^[\s>*+\-\d.)]*/.exec(line)?.[0] ?? '';
    const quotes = start.match(/>|[*+-](?=\s)|\d[.)](?=\s)/g)?.length ?? 0;
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const inline = line.match(/[[\]*_~`]/g)?.length ?? 0;
    return quotes > MAX_NESTING || indent > 8 * MAX_NESTING || inline > MAX_LINE_MARKERS;
  });
}
